import { SectionSkeleton, useInstanceId } from '@agentos-portal/plugin-agentos-react';
import { useAnalytics, useRouteRef } from '@backstage/frontend-plugin-api';
import { styled } from '@mui/material/styles';
import { useEffect, useRef } from 'react';
import { useParams } from 'react-router-dom';
import { jobsRouteRef } from '../routes';
import { JobGone } from './JobGone';
import { JobContext, JobFields, JobStory } from './JobSections';
import { JobUnread } from './JobUnread';
import { CopyButton } from './payload/CopyButton';
import { TextLink } from './TextLink';
import { useJobText } from './useJobText';
import { useJobView } from './useJobView';

const Header = styled('header')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'baseline',
  gap: '2px 12px',
  margin: '0 0 12px',
  '& h2': { margin: 0, fontSize: 18, fontWeight: 600, overflowWrap: 'anywhere', outline: 'none' },
  '& small': { color: theme.palette.text.secondary, fontSize: 13, overflowWrap: 'anywhere' },
}));

const Columns = styled('div')(({ theme }) => ({
  display: 'grid',
  gap: 16,
  gridTemplateColumns: 'minmax(0, 1fr)',
  '@media (min-width: 1200px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 440px)' },
  '& > div': {
    minWidth: 0,
    paddingTop: 12,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
    backgroundColor: theme.palette.background.paper,
    alignSelf: 'start',
  },
}));

function View({ id }: { id: string }) {
  const t = useJobText();
  const analytics = useAnalytics();
  const jobs = useRouteRef(jobsRouteRef)?.();
  const instance = useInstanceId();
  const view = useJobView(id);
  const { job, detail, error, refetch, isListed } = view;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => analytics.captureEvent('open', 'agentos job page'), [analytics, id]);
  // Whoever comes by keyboard stands at the beginning of what they came for.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id]);
  return (
    <article aria-label={t('job.kind')} data-agentos-row>
      <Header>
        {jobs && (
          <TextLink to={instance ? `${jobs}?${new URLSearchParams({ instance })}` : jobs}>
            {t('job.backToJobs')}
          </TextLink>
        )}
        <h2 ref={heading} tabIndex={-1}>
          {job?.name ?? id}
        </h2>
        {job && <small>{job.sourceId}</small>}
        <CopyButton what={t('job.copyLink')} label={t('job.copyLink')} text={() => window.location.href} />
      </Header>
      {error && <JobUnread error={error} isListed={isListed} onRetry={refetch} />}
      {detail?.gone && <JobGone />}
      {!job && !error && <SectionSkeleton label={t('job.asking')} />}
      {job && (
        <Columns>
          <div>
            <JobStory {...view} job={job} isRoomy />
          </div>
          <div>
            <JobContext {...view} job={job} />
            <JobFields job={job} />
          </div>
        </Columns>
      )}
    </article>
  );
}

/**
 * One job as a page of its own, by the id in the URL.
 * @internal
 */
export function JobPage() {
  const { id = '' } = useParams();
  return <View key={id} id={id} />;
}
