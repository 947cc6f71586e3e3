import { nameInId, type JobRow } from '@agentos-portal/plugin-agentos-common';
import { Age, Fields, formatInstant, NotMeasured, PanelSection } from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { agentsRouteRef, rootRouteRef, workersRouteRef } from '../../routes';
import { TextLink } from '../TextLink';
import { useJobLink } from '../useJobLink';
import { useJobText } from '../useJobText';
import { JobOwner } from './JobOwner';

const selected = (page: string | undefined, id: string | null, text: string | null = id) => {
  if (id === null) return <NotMeasured />;
  return page ? (
    <TextLink to={`${page}?${new URLSearchParams({ selected: id })}`}>{text}</TextLink>
  ) : (
    <>{text}</>
  );
};

const instant = (at: string | null) =>
  at === null ? (
    <NotMeasured />
  ) : (
    <>
      {formatInstant(at)} (<Age at={at} suffix="ago" />)
    </>
  );

/**
 * What a job belongs to, with links, and when it was what.
 * @internal
 */
export function JobFacts({ job, queueId }: { job: JobRow; queueId: string | null }) {
  const t = useJobText();
  const queues = useRouteRef(rootRouteRef)?.();
  const agents = useRouteRef(agentsRouteRef)?.();
  const workers = useRouteRef(workersRouteRef)?.();
  const linkOf = useJobLink();
  const facts: Array<[label: string, value: ReactNode]> = [
    [t('job.facts.queue'), queueId ? selected(queues, queueId, job.queue) : (job.queue ?? <NotMeasured />)],
    [t('job.facts.agent'), selected(agents, job.agent)],
    [t('job.facts.owner'), <JobOwner key="owner" agent={job.agent} />],
    [t('job.facts.pipeline'), job.pipeline ?? <NotMeasured />],
    [t('job.facts.worker'), selected(workers, job.worker, job.worker && nameInId(job.worker))],
    [t('job.facts.user'), job.user ?? <NotMeasured />],
    [t('job.facts.priority'), job.priority ?? <NotMeasured />],
    [t('job.facts.created'), instant(job.createdAt)],
    [t('job.facts.started'), instant(job.startedAt)],
    [t('job.facts.finished'), instant(job.finishedAt)],
    [
      t('job.facts.retryOf'),
      job.retryOf ? <TextLink to={linkOf(job.retryOf)}>{job.retryOf}</TextLink> : undefined,
    ],
    [t('job.facts.sourceId'), job.sourceId],
  ];
  return (
    <PanelSection title={t('job.facts.title')}>
      <Fields>
        {facts.map(
          ([label, value]) =>
            value !== undefined && [<dt key={label}>{label}</dt>, <dd key={`${label} value`}>{value}</dd>],
        )}
      </Fields>
    </PanelSection>
  );
}
