import type { AnalyticsFigures, JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  agentosApiRef,
  agentosQueryClientApiRef,
  formatCount,
  PanelSection,
  STALE_TIMES_MS,
} from '@agentos-portal/plugin-agentos-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { useJobText } from '../useJobText';
import { PercentileLine } from './PercentileLine';
import type { Percentiles } from './scale';

const measured = (total: AnalyticsFigures, of: 'wait' | 'run'): Percentiles | undefined => {
  const [p50, p95, p99] = [total[`${of}P50Ms`], total[`${of}P95Ms`], total[`${of}P99Ms`]];
  return p50 === null || p95 === null || p99 === null ? undefined : { p50, p95, p99 };
};

/** With fewer runs a 95th percentile is one of the runs, and says nothing of the others. */
const ENOUGH = 20;

function Lines({ job }: { job: JobRow }) {
  const t = useJobText();
  const api = useApi(agentosApiRef);
  const { name, instance } = job;
  const { data, error } = useQuery(
    {
      queryKey: ['agentos', 'analytics', 'name', instance, name],
      queryFn: ({ signal }) =>
        api.getAnalytics({ range: '24h', by: 'name', keys: [name], instance }, { signal }),
      staleTime: STALE_TIMES_MS.jobList,
    },
    useApi(agentosQueryClientApiRef),
  );
  if (error) return <>{t('job.percentiles.failed', { error: error.message })}</>;
  if (!data) return <>{t('job.asking')}</>;
  const total = data.items.find(({ key }) => key === name)?.total;
  const [wait, run] = [total && measured(total, 'wait'), total && measured(total, 'run')];
  if (!total || (!wait && !run)) return <>{t('job.percentiles.none')}</>;
  const ended = total.completed + total.failed;
  if (ended < ENOUGH) return <>{t('job.percentiles.few', { n: formatCount(ended) })}</>;
  return (
    <>
      <small>{t('job.percentiles.window', { n: formatCount(ended) })}</small>
      {wait && <PercentileLine measure={t('job.percentiles.wait')} percentiles={wait} own={job.waitMs} />}
      {run && <PercentileLine measure={t('job.percentiles.run')} percentiles={run} own={job.runMs} />}
    </>
  );
}

/**
 * How long jobs of this name wait and run, with this run among them.
 * @internal
 */
export function NamePercentiles({ job }: { job: JobRow }) {
  const t = useJobText();
  return (
    <PanelSection title={t('job.percentiles.title', { name: job.name })}>
      <Lines job={job} />
    </PanelSection>
  );
}
