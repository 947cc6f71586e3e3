import type { AnalyticsRow } from '@agentos-portal/plugin-agentos-common';
import {
  Count,
  Figure,
  isKnown,
  MetricCard,
  Sparkline,
  useMinuteSeries,
  useSection,
} from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { isLive } from '../capacity';
import { slotTotals } from '../page/slotTotals';
import { rootRouteRef } from '../routes';
import { tierCounts } from '../tiles';

const finished = (row: AnalyticsRow) => row.completed + row.failed;

/**
 * Who is there, and how busy they are.
 * @internal
 */
export function WorkersCard() {
  const section = useSection('workers');
  const { rows } = section;
  const { busy, slots } = slotTotals(rows);
  const ill = tierCounts(rows).filter(([tier]) => tier !== 'healthy');
  const away = rows.length - rows.filter(isLive).length;
  return (
    <MetricCard
      title="Workers"
      to={useRouteRef(rootRouteRef)?.()}
      name="workers"
      section={section}
      figures={
        <>
          <Figure label="online">
            <Count value={isKnown(section) ? rows.length - away : undefined} />
          </Figure>
          <Figure label="slots busy">
            <Count value={busy} />
          </Figure>
          <Figure label="slots">
            <Count value={slots} />
          </Figure>
        </>
      }
      chart={<Sparkline label="Finished per minute, 60 min" points={useMinuteSeries(finished)} />}
      note={ill.map(([tier, count]) => `${count} ${tier}`).join(' · ')}
    />
  );
}
