import type { PipelineRow } from '@agentos-portal/plugin-agentos-common';
import { PanelSection, ReasonList, RowPanel, StatusBadge } from '@agentos-portal/plugin-agentos-react';

const nameOf = (row: PipelineRow) => row.name;

/** @internal */
export interface PipelinePanelProps {
  id: string;
  onClose: () => void;
}

/**
 * Everything about one pipeline.
 * @internal
 */
export function PipelinePanel({ id, onClose }: PipelinePanelProps) {
  return (
    <RowPanel key={id} section="pipelines" id={id} kind="Pipeline" titleOf={nameOf} onClose={onClose}>
      {row => ({
        before: (
          <PanelSection title="Now">
            {row.status && <StatusBadge kind="health" status={row.status} />}
            <ReasonList reasons={row.reasons} />
          </PanelSection>
        ),
      })}
    </RowPanel>
  );
}
