import { DetailPanel, PanelSection } from '@agentos-portal/plugin-agentos-react';
import { useAnalytics } from '@backstage/frontend-plugin-api';
import { styled } from '@mui/material/styles';
import { useEffect } from 'react';
import { JobGone } from './JobGone';
import { JobContext, JobFields, JobStory } from './JobSections';
import { JobUnread } from './JobUnread';
import { useJobLink } from './useJobLink';
import { TextLink } from './TextLink';
import { useJobText } from './useJobText';
import { useJobView } from './useJobView';

const Address = styled('div')(({ theme }) => ({
  display: 'flex',
  justifyContent: 'space-between',
  gap: 12,
  margin: '-4px 16px 10px',
  fontSize: 12,
  color: theme.palette.text.secondary,
  overflowWrap: 'anywhere',
  '& > a': { flex: 'none' },
}));

/** @internal */
export interface JobPanelProps {
  id: string;
  onClose: () => void;
}

/**
 * Everything known of one job, beside the list it was opened from.
 * @internal
 */
export function JobPanel({ id, onClose }: JobPanelProps) {
  const t = useJobText();
  const linkOf = useJobLink();
  const analytics = useAnalytics();
  const view = useJobView(id);
  const { job, detail, error, isPending, refetch, isListed } = view;
  useEffect(() => analytics.captureEvent('open', 'agentos job panel'), [analytics, id]);
  return (
    <DetailPanel key={id} kind={t('job.kind')} title={job?.name ?? id} onClose={onClose}>
      <Address>
        <span>{job?.sourceId ?? id}</span>
        <TextLink to={linkOf(id)}>{t('job.openPage')}</TextLink>
      </Address>
      {error && <JobUnread error={error} isListed={isListed} onRetry={refetch} />}
      {detail?.gone && <JobGone />}
      {isPending && !job && <PanelSection title={t('job.detail')}>{t('job.asking')}</PanelSection>}
      {job && (
        <>
          <JobStory {...view} job={job} />
          <JobContext {...view} job={job} />
          <JobFields job={job} />
        </>
      )}
    </DetailPanel>
  );
}
