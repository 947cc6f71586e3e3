import {
  DetailPanel,
  EmptyState,
  FieldList,
  PanelSection,
  useJob,
  useRow,
} from '@agentos-portal/plugin-agentos-react';
import type { Row } from '@agentos-portal/plugin-agentos-common';
import ErrorIcon from '@mui/icons-material/ErrorOutline';
import { JobAttempts } from './JobAttempts';
import { JobError } from './JobError';
import { JobHeadline } from './JobHeadline';
import { JobLog } from './JobLog';
import { JobPayload } from './JobPayload';
import { JobTimeline } from './JobTimeline';

/** @internal */
export interface JobPanelProps {
  id: string;
  onClose: () => void;
}

/**
 * Everything known of one job. The row of the SSOT shows at once, the rest as soon as its source has answered.
 * @internal
 */
export function JobPanel({ id, onClose }: JobPanelProps) {
  const row = useRow('jobs', id);
  const { data, error, isPending } = useJob(id);
  // The row follows every event, the detail is read anew a moment later.
  const job = row ?? data?.job;
  return (
    <DetailPanel key={id} kind="Job" title={job?.name ?? id} onClose={onClose}>
      {error && (
        <PanelSection title="Detail">
          <EmptyState icon={ErrorIcon} tone="bad" title="The detail could not be read">
            {error.message}
            {row && ' What follows is the row of the list.'}
          </EmptyState>
        </PanelSection>
      )}
      {isPending && <PanelSection title="Detail">Asking its source.</PanelSection>}
      {job && <JobHeadline job={job} />}
      <JobError error={data?.error ?? job?.error ?? undefined} />
      {data?.attempts && <JobAttempts attempts={data.attempts} />}
      {data?.timeline && <JobTimeline timeline={data.timeline} />}
      {data && (
        <>
          <JobPayload title="Arguments" value={data.args} />
          <JobPayload title="Result" value={data.result} />
          <JobLog id={id} />
        </>
      )}
      {job && <FieldList section="jobs" row={job as Row} />}
    </DetailPanel>
  );
}
