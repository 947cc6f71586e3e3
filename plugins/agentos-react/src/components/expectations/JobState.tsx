import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { useExpected } from '../../expectations';
import { StatusBadge } from '../status';
import { Beside } from './Beside';
import { NotDone } from './NotDone';

/** @public */
export interface JobStateProps {
  job: JobRow;
  /** In a panel there is room to write out why something was not done. */
  isRoomy?: boolean;
}

/**
 * The state of a job, or the one it is expected to have by what was asked for, marked as not confirmed.
 * @public
 */
export function JobState({ job, isRoomy = false }: JobStateProps) {
  const { value, isExpected, refusal } = useExpected('jobs', job, 'state');
  const why = [job.error?.message ?? job.reason].filter((text): text is string => Boolean(text));
  return (
    <Beside>
      <StatusBadge
        kind="job"
        status={String(value)}
        isExpected={isExpected}
        reasons={isRoomy || isExpected ? [] : why}
      />
      <NotDone refusals={refusal ? [refusal] : []} isBrief={!isRoomy} />
    </Beside>
  );
}
