import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Beside,
  Bytes,
  CpuPercent,
  Figure,
  FigureRow,
  PanelSection,
  ReasonList,
  RowPanel,
} from '@agentos-portal/plugin-agentos-react';
import { Draining, Load, Tier, WorkerScore } from '../tiles';
import { WorkerJobs } from './WorkerJobs';
import { WorkerOperations } from './WorkerOperations';

const nameOf = (row: WorkerRow) => row.name;

function Headline({ row }: { row: WorkerRow }) {
  return (
    <PanelSection title="Now">
      <Beside>
        <Tier worker={row} />
        <Draining worker={row} isRoomy />
      </Beside>
      <ReasonList reasons={row.reasons} />
      <Load worker={row} />
      <FigureRow>
        <Figure label="CPU">
          <CpuPercent value={row.cpuPercent} />
        </Figure>
        <Figure label="memory">
          <Bytes value={row.memoryBytes} />
        </Figure>
        <Figure label="heartbeat">
          <Age at={row.lastHeartbeatAt} />
        </Figure>
        <Figure label="score">
          <WorkerScore worker={row} />
        </Figure>
      </FigureRow>
    </PanelSection>
  );
}

/** @internal */
export interface WorkerPanelProps {
  id: string;
  onClose: () => void;
}

/**
 * Everything about one worker: how it is, what it runs and ran, every field.
 * @internal
 */
export function WorkerPanel({ id, onClose }: WorkerPanelProps) {
  return (
    <RowPanel key={id} section="workers" id={id} kind="Worker" titleOf={nameOf} onClose={onClose}>
      {row => ({
        before: (
          <>
            <Headline row={row} />
            <WorkerOperations row={row} />
          </>
        ),
        after: (
          <PanelSection title="Its jobs">
            <WorkerJobs id={row.id} />
          </PanelSection>
        ),
      })}
    </RowPanel>
  );
}
