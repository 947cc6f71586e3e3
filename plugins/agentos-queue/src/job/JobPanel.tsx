import { DetailPanel, FieldList, PanelSection, useJob, useRow } from '@agentos-portal/plugin-agentos-react';
import type { Row } from '@agentos-portal/plugin-agentos-common';
import { JobAttempts } from './JobAttempts';
import { JobError } from './JobError';
import { JobHeadline } from './JobHeadline';
import { JobLog } from './JobLog';
import { JobOperations } from './JobOperations';
import { JobPayload } from './JobPayload';
import { JobTimeline } from './JobTimeline';
import { JobUnread } from './JobUnread';

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
      {error && <JobUnread error={error} isListed={row !== undefined} />}
      {isPending && <PanelSection title="Detail">Asking its source.</PanelSection>}
      {job && <JobHeadline job={job} />}
      {job && <JobOperations job={job} args={data?.args} />}
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
