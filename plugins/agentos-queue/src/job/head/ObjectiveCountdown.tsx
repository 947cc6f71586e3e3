import { formatDuration, type JobRow } from '@agentos-portal/plugin-agentos-common';
import { Beside, formatAge, formatInstant, StatusBadge, useNow } from '@agentos-portal/plugin-agentos-react';
import { useJobText } from '../useJobText';

/**
 * The objective of a job, and the time that is left of it, second by second; of a job that ended, how much there was to spare.
 * @internal
 */
export function ObjectiveCountdown({ job }: { job: JobRow }) {
  const t = useJobText();
  const now = useNow();
  const { objective, finishedAt } = job;
  if (!objective) return null;
  const deadline = Date.parse(objective.deadline);
  const leftMs = deadline - (finishedAt === null ? now : Date.parse(finishedAt));
  // What is over does not tick, and can be told exactly.
  const write = finishedAt === null ? formatAge : formatDuration;
  const text =
    leftMs < 0
      ? t('job.objective.over', { over: write(-leftMs) })
      : t(finishedAt === null ? 'job.objective.left' : 'job.objective.metBy', { left: write(leftMs) });
  return (
    <Beside>
      <StatusBadge kind="objective" status={objective.status} />
      <span>
        {t('job.objective.label', { target: formatDuration(objective.targetMs) })}
        {', '}
        <time role="timer" dateTime={objective.deadline} title={formatInstant(deadline)}>
          {text}
        </time>
      </span>
    </Beside>
  );
}
