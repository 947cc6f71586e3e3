import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { AttentionRule } from './AttentionRule';

const fingerprintOf = ({ name, error }: JobRow) =>
  [name, error?.fingerprint ?? error?.type ?? error?.message].join(' ');

/**
 * Failed jobs among the last changed, those with the same name and the same error together.
 * @internal
 */
export const findFailedJobs: AttentionRule = ({ jobs, agents }, links) => {
  const groups = new Map<string, JobRow[]>();
  for (const job of jobs) {
    if (job.state !== 'failed' && job.state !== 'lost') continue;
    const key = fingerprintOf(job);
    const group = groups.get(key);
    if (group) group.push(job);
    else groups.set(key, [job]);
  }
  return [...groups].map(([key, group]) => {
    const [latest] = [...group].sort((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? ''));
    return {
      id: `failed ${key}`,
      severity: 'degraded' as const,
      title: `${group.length} ${group.length === 1 ? 'job' : 'jobs'} ${latest.name} ${latest.state} lately`,
      detail: latest.error?.message ?? latest.reason ?? undefined,
      affected: group.length,
      owner: agents.find(({ id }) => id === latest.agent)?.name,
      action: { label: 'See the last failure', to: links.job(latest.id) },
      operation: {
        kind: 'job.retry' as const,
        label: `Retry ${group.length}`,
        targets: group.map(({ id, source }) => ({ id, source })),
      },
    };
  });
};
