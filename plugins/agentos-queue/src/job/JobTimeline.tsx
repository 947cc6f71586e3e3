import {
  formatClock,
  formatInstant,
  MiniTable,
  PanelSection,
  StatusBadge,
  type JobTimelineEntry,
} from '@agentos-portal/plugin-agentos-react';

/**
 * Every change of the state, oldest first.
 * @internal
 */
export function JobTimeline({ timeline }: { timeline: readonly JobTimelineEntry[] }) {
  if (timeline.length === 0) return null;
  return (
    <PanelSection title="Timeline">
      <MiniTable aria-label="Timeline">
        <tbody>
          {timeline.map(({ at, state, detail }) => (
            <tr key={`${at} ${state}`}>
              <td>
                <time dateTime={at} title={formatInstant(at)}>
                  {formatClock(at)}
                </time>
              </td>
              <td>
                <StatusBadge kind="job" status={state} />
              </td>
              <td style={{ width: '100%' }}>{detail}</td>
            </tr>
          ))}
        </tbody>
      </MiniTable>
    </PanelSection>
  );
}
