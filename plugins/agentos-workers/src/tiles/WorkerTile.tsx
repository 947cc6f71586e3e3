import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { Age, Bytes, CpuPercent } from '@agentos-portal/plugin-agentos-react';
import { memo } from 'react';
import { Draining } from './Draining';
import { Load } from './Load';
import { Tier } from './Tier';
import { TileRoot } from './TileRoot';
import { WorkerScore } from './WorkerScore';

/** @internal */
export interface WorkerTileProps {
  worker: WorkerRow;
  /** What it runs now. */
  job: string | undefined;
  isSelected: boolean;
  onOpen: (worker: WorkerRow) => void;
}

function Tile({ worker, job, isSelected, onOpen }: WorkerTileProps) {
  return (
    <TileRoot tier={worker.tier ?? 'offline'} aria-current={isSelected || undefined} data-tier={worker.tier}>
      <header>
        <button type="button" onClick={() => onOpen(worker)} title={worker.name}>
          {worker.name}
        </button>
        <Tier worker={worker} />
      </header>
      <Load worker={worker} />
      <dl>
        <div>
          <dt>CPU</dt>
          <dd>
            <CpuPercent value={worker.cpuPercent} />
          </dd>
        </div>
        <div>
          <dt>Memory</dt>
          <dd>
            <Bytes value={worker.memoryBytes} />
          </dd>
        </div>
        <div>
          <dt>Heartbeat</dt>
          <dd>
            <Age at={worker.lastHeartbeatAt} />
          </dd>
        </div>
        <div>
          <dt>Score</dt>
          <dd>
            <WorkerScore worker={worker} />
          </dd>
        </div>
      </dl>
      <p title={job}>
        <Draining worker={worker} /> {job ?? 'no job known to run'}
      </p>
    </TileRoot>
  );
}

/**
 * One worker: its tier in word and colour, how full it is, and whether it lives.
 * @internal
 */
export const WorkerTile = memo(Tile);
