import { formatPercent, type AnalyticsRow } from '@agentos-portal/plugin-agentos-common';
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
import { rootRouteRef } from '../routes';

const success = (row: AnalyticsRow) => row.successRate;

/**
 * Which agents work, rest and fail.
 * @internal
 */
export function AgentsCard() {
  const section = useSection('agents');
  const { rows } = section;
  const count = (status: string) =>
    isKnown(section) ? rows.filter(row => row.status === status).length : undefined;
  const failing = rows.filter(({ status }) => status === 'failing');
  const offline = rows.filter(({ status }) => status === 'offline');
  const notes = [
    failing.length > 0 && `${failing[0].name} fails`,
    offline.length > 0 && `${offline.length} offline`,
  ].filter(Boolean);
  return (
    <MetricCard
      title="Agents"
      to={useRouteRef(rootRouteRef)?.()}
      name="agents"
      section={section}
      figures={
        <>
          <Figure label="running">
            <Count value={count('running')} />
          </Figure>
          <Figure label="idle">
            <Count value={count('idle')} />
          </Figure>
          <Figure label="failing" tone={failing.length > 0 ? 'bad' : undefined}>
            <Count value={count('failing')} />
          </Figure>
        </>
      }
      chart={
        <Sparkline
          label="Success rate, 60 min"
          points={useMinuteSeries(success, 'max')}
          format={formatPercent}
          tone="ok"
        />
      }
      note={notes.join(' · ')}
    />
  );
}
