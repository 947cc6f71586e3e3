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
import { rootRouteRef } from '../routes';

const created = (row: AnalyticsRow) => row.created;

/**
 * What waits, runs and failed, over all queues.
 * @internal
 */
export function QueueCard() {
  const section = useSection('queues');
  const { rows } = section;
  const nobody = unattended(rows);
  const critical = rows.filter(({ health }) => health === 'critical').length;
  const notes = [
    critical > 0 && `${critical} critical`,
    nobody.length > 0 && `nobody consumes ${nobody[0].name}`,
    nobody.length > 1 && `and ${nobody.length - 1} more`,
  ].filter(Boolean);
  const failed = sumOf(rows, 'failed');
  return (
    <MetricCard
      title="Queue"
      to={useRouteRef(rootRouteRef)?.()}
      name="queues"
      section={section}
      figures={
        <>
          <Figure label="queued" tone={critical > 0 ? 'bad' : undefined}>
            <Count value={sumOf(rows, 'queued')} />
          </Figure>
          <Figure label="processing">
            <Count value={sumOf(rows, 'processing')} />
          </Figure>
          <Figure label="failed kept" tone={failed ? 'warning' : undefined}>
            <Count value={failed} />
          </Figure>
        </>
      }
      chart={<Sparkline label="Created per minute, 60 min" points={useMinuteSeries(created)} />}
      note={notes.join(' · ')}
    />
  );
}
