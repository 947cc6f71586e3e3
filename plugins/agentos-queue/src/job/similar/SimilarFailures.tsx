import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Count,
  Figure,
  FigureRow,
  PanelSection,
  useInstanceId,
} from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { styled } from '@mui/material/styles';
import { jobsRouteRef } from '../../routes';
import { TextLink } from '../TextLink';
import { useJobLink } from '../useJobLink';
import { useJobText } from '../useJobText';
import { similarQuery, useSimilarFailures } from './useSimilarFailures';

const List = styled('ul')(({ theme }) => ({
  margin: '6px 0',
  padding: 0,
  listStyle: 'none',
  '& li': { display: 'flex', gap: 8, padding: '2px 0', minWidth: 0 },
  '& a': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& small': { color: theme.palette.text.secondary, fontSize: 12, whiteSpace: 'nowrap' },
}));

function Found({ job, fingerprint }: { job: JobRow; fingerprint: string }) {
  const t = useJobText();
  const { data, error } = useSimilarFailures(fingerprint);
  const linkOf = useJobLink();
  const explorer = useRouteRef(jobsRouteRef)?.();
  const instance = useInstanceId();
  if (error) return <>{t('job.similar.failed', { error: error.message })}</>;
  if (!data) return <>{t('job.asking')}</>;
  const { items, total, totalIsExact, first } = data;
  const others = items.filter(({ id }) => id !== job.id).slice(0, 5);
  if (others.length === 0) return <>{t('job.similar.none')}</>;
  const search = new URLSearchParams({ q: similarQuery(fingerprint), ...(instance ? { instance } : {}) });
  return (
    <>
      <FigureRow>
        <Figure label={t('job.similar.count')}>
          <Count value={total} />
          {!totalIsExact && '+'}
        </Figure>
        <Figure label={t('job.similar.first')}>
          <Age at={first?.createdAt} suffix="ago" />
        </Figure>
        <Figure label={t('job.similar.last')}>
          <Age at={items[0].finishedAt ?? items[0].createdAt} suffix="ago" />
        </Figure>
      </FigureRow>
      <List>
        {others.map(other => (
          <li key={other.id}>
            <TextLink to={linkOf(other.id)}>
              {other.name} {other.sourceId}
            </TextLink>
            <small>
              <Age at={other.finishedAt ?? other.createdAt} suffix="ago" />
            </small>
          </li>
        ))}
      </List>
      {explorer && <TextLink to={`${explorer}?${search}`}>{t('job.similar.explore')}</TextLink>}
    </>
  );
}

/**
 * Failures with the same fingerprint, over queues and sources.
 * @internal
 */
export function SimilarFailures({ job }: { job: JobRow }) {
  const t = useJobText();
  if (!job.error) return null;
  const { fingerprint } = job.error;
  return (
    <PanelSection title={t('job.similar.title')}>
      {fingerprint ? <Found job={job} fingerprint={fingerprint} /> : t('job.similar.noPrint')}
    </PanelSection>
  );
}
