import { styled } from '@mui/material/styles';
import { ANALYTICS_RANGES, formatDuration, type AnalyticsRange } from '@agentos-portal/plugin-agentos-common';
import {
  formatCount,
  formatInstant,
  saidBy,
  TextButton,
  TimeBars,
  type ChangeUrl,
} from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { queueTranslationRef } from '../../translation';
import { TimeInputs } from './TimeInputs';
import { useThroughput } from './useThroughput';

const HEIGHT_PX = 84;

const Root = styled('section')(({ theme }) => ({
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  padding: '6px 8px 2px 4px',
  backgroundColor: theme.palette.background.paper,
}));

const Head = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '2px 12px',
  minHeight: 26,
  padding: '0 0 2px 8px',
  fontSize: 12,
  color: theme.palette.text.secondary,
  '& h3': { margin: 0, fontSize: 12, fontWeight: 600, color: theme.palette.text.primary },
  '& select': {
    height: 24,
    font: 'inherit',
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
  },
  '& > span:first-of-type': {
    flex: '1 1 0',
    minWidth: 120,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
}));

const Empty = styled('div')(({ theme }) => ({
  display: 'grid',
  placeItems: 'center',
  height: HEIGHT_PX,
  fontSize: 12,
  color: theme.palette.text.secondary,
}));

const SERIES = ['completed', 'failed'] as const;
const TONES = { completed: 'ok', failed: 'bad' } as const;

/** @internal */
export interface JobsChartProps {
  instance?: string;
  range: AnalyticsRange;
  from?: string;
  to?: string;
  change: ChangeUrl;
}

/**
 * Finished jobs over time, to brush the time in which the listed jobs were created. Dates can be typed instead.
 * @internal
 */
export function JobsChart({ instance, range, from, to, change }: JobsChartProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const { data, error, readAt } = useThroughput({ instance, range });
  const [series] = data?.items ?? [];
  const bars = useMemo(
    () =>
      (series?.points ?? []).map(({ at, completed, failed }) => ({
        at: Date.parse(at),
        values: [completed, failed],
      })),
    [series],
  );
  const labels = [
    { label: t('explorer.chart.completed'), tone: TONES[SERIES[0]] },
    { label: t('explorer.chart.failures'), tone: TONES[SERIES[1]] },
  ];
  const stepMs = data?.stepMs ?? ANALYTICS_RANGES[range].stepMs;
  const scope = instance ? t('explorer.chart.instance', { instance }) : t('explorer.chart.all');
  const covers = t('explorer.chart.covers', { scope, step: formatDuration(stepMs) });
  const summary = t('explorer.chart.summary', {
    completed: formatCount(series?.total.completed ?? 0),
    failed: formatCount(series?.total.failed ?? 0),
    created: formatCount(series?.total.created ?? 0),
    range,
  });
  const span = useMemo(
    () =>
      from || to
        ? { from: from ? Date.parse(from) : 0, to: to ? Date.parse(to) : Number.MAX_SAFE_INTEGER }
        : undefined,
    [from, to],
  );
  const brush = (chosen: { from: number; to: number }) =>
    change(
      { from: new Date(chosen.from).toISOString(), to: new Date(chosen.to).toISOString() },
      { push: true },
    );
  return (
    <Root aria-label={t('explorer.chart.title')}>
      <Head>
        <h3>{t('explorer.chart.title')}</h3>
        <span title={`${covers} ${t('explorer.chart.hint')}`}>
          {data ? `${summary} · ${covers}` : covers}
        </span>
        <TimeInputs from={from} to={to} change={change} />
        {(from || to) && (
          <TextButton onClick={() => change({ from: undefined, to: undefined }, { push: true })}>
            {t('explorer.chart.clear')}
          </TextButton>
        )}
        <label>
          {t('explorer.chart.range')}{' '}
          <select value={range} onChange={event => change({ range: event.target.value })}>
            {Object.keys(ANALYTICS_RANGES).map(name => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </Head>
      {error && (
        <Head role="status">
          {data
            ? t('explorer.chart.old', { reason: saidBy(error), at: formatInstant(readAt) })
            : t('explorer.chart.failed', { reason: saidBy(error) })}
        </Head>
      )}
      {data ? (
        <>
          <TimeBars
            label={`${summary}. ${covers}`}
            bars={bars}
            series={labels}
            from={Date.parse(data.from)}
            to={Date.parse(data.to)}
            stepMs={stepMs}
            heightPx={HEIGHT_PX}
            span={span}
            onBrush={brush}
          />
        </>
      ) : (
        !error && <Empty role="status">{t('explorer.chart.loading')}</Empty>
      )}
    </Root>
  );
}
