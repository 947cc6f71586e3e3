import { parseRowId, type JobRow } from '@agentos-portal/plugin-agentos-common';
import { JobState, useRow } from '@agentos-portal/plugin-agentos-react';
import { TextLink } from '../TextLink';
import { useJobLink } from '../useJobLink';
import { useJobText } from '../useJobText';

/** @internal */
export interface FlowJobProps {
  id: string;
  /** Its row in the index; undefined = not there, or not asked yet. */
  kept: JobRow | undefined;
  isPending: boolean;
}

/**
 * One job of a flow, with its state as it is now.
 * @internal
 */
export function FlowJob({ id, kept, isPending }: FlowJobProps) {
  const t = useJobText();
  const linkOf = useJobLink();
  const job = useRow('jobs', id) ?? kept;
  const [, queue, jobId] = parseRowId(id) ?? [];
  return (
    <>
      <TextLink to={linkOf(id)} title={id}>
        {job ? job.name : (queue ?? id)} <small>{job ? job.sourceId : jobId}</small>
      </TextLink>{' '}
      {job && job.queue && <small>{job.queue}</small>} {job && <JobState job={job} />}
      {!job && <small>{isPending ? '…' : t('job.flow.notKnown')}</small>}
    </>
  );
}
