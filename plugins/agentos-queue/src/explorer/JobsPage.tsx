import ErrorIcon from '@mui/icons-material/ErrorOutline';
import { styled } from '@mui/material/styles';
import { EmptyState, TextButton } from '@agentos-portal/plugin-agentos-react';
import { useAnalytics, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { JobPanel } from '../job';
import { queueTranslationRef } from '../translation';
import { JobsChart } from './histogram/JobsChart';
import { JobsList } from './JobsList';
import { PresetChips } from './presets/PresetChips';
import { SearchBox } from './search/SearchBox';
import { useExplorerState } from './state/useExplorerState';

const Root = styled('section')({ display: 'flex', flexDirection: 'column', gap: 8, minWidth: 0 });

/**
 * The jobs explorer: find, see, select and operate jobs of every source. Its URL is its state.
 * @internal
 */
export function JobsPage() {
  const { t } = useTranslationRef(queueTranslationRef);
  const [state, change] = useExplorerState();
  const analytics = useAnalytics();
  const { q, problem, query, range, from, to, job } = state;
  const search = useCallback(
    (text: string) => {
      analytics.captureEvent('search', 'jobs');
      change({ q: text || undefined });
    },
    [analytics, change],
  );
  const choose = useCallback(
    (text: string) => {
      analytics.captureEvent('click', 'job-preset');
      change({ q: text || undefined }, { push: true });
    },
    [analytics, change],
  );
  return (
    <Root aria-label={t('explorer.title')}>
      <PresetChips q={q} onChoose={choose} />
      <SearchBox value={q} onChange={search} />
      <JobsChart instance={query.instance} range={range} from={from} to={to} change={change} />
      {problem ? (
        <EmptyState icon={ErrorIcon} tone="bad" title={t('explorer.state.unread')}>
          {problem.message}{' '}
          <TextButton onClick={() => change({ q: undefined }, { push: true })}>
            {t('explorer.state.clearSearch')}
          </TextButton>
        </EmptyState>
      ) : (
        <JobsList state={state} change={change} />
      )}
      {job && <JobPanel id={job} onClose={() => change({ job: undefined })} />}
    </Root>
  );
}
