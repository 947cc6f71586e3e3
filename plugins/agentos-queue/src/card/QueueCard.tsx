import type { AnalyticsRow } from '@agentos-portal/plugin-agentos-common';
import {
  Count,
  Figure,
  MetricCard,
  Sparkline,
  useMinuteSeries,
  useSection,
} from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { sumOf, unattended } from '../page/queueTotals';
import { useQueueText } from '../page/useQueueText';
import { rootRouteRef } from '../routes';

const created = (row: AnalyticsRow) => row.created;

/**
 * What waits, runs and failed, over all queues.
 * @internal
 */
export function QueueCard() {
  const t = useQueueText();
  const section = useSection('queues');
  const { rows } = section;
  const nobody = unattended(rows);
  const critical = rows.filter(({ health }) => health === 'critical').length;
  const notes = [
    critical > 0 && t('queues.card.critical', { n: String(critical) }),
    nobody.length > 0 && t('queues.card.nobody', { queue: nobody[0].name }),
    nobody.length > 1 && t('queues.card.more', { n: String(nobody.length - 1) }),
  ].filter(Boolean);
  const failed = sumOf(rows, 'failed');
  return (
    <MetricCard
      title={t('queues.card.title')}
      to={useRouteRef(rootRouteRef)?.()}
      name="queues"
      section={section}
      figures={
        <>
          <Figure label={t('queues.summary.queued')} tone={critical > 0 ? 'bad' : undefined}>
            <Count value={sumOf(rows, 'queued')} />
          </Figure>
          <Figure label={t('queues.summary.processing')}>
            <Count value={sumOf(rows, 'processing')} />
          </Figure>
          <Figure label={t('queues.summary.failed')} tone={failed ? 'warning' : undefined}>
            <Count value={failed} />
          </Figure>
        </>
      }
      chart={<Sparkline label={t('queues.card.created')} points={useMinuteSeries(created)} />}
      note={notes.join(' · ')}
    />
  );
}
