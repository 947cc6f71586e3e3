import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  formatClock,
  formatInstant,
  MiniTable,
  PanelSection,
  StatusBadge,
  type JobTimelineEntry,
} from '@agentos-portal/plugin-agentos-react';
import { Folded } from '../Folded';
import { useJobText } from '../useJobText';
import { StateTimeline } from './StateTimeline';

/** @internal */
export interface JobTimelineProps {
  job: JobRow;
  timeline: readonly JobTimelineEntry[] | undefined;
}

/**
 * The life of the job as a graphic, and every change of its state, oldest first.
 * @internal
 */
export function JobTimeline({ job, timeline = [] }: JobTimelineProps) {
  const t = useJobText();
  return (
    <PanelSection title={t('job.timeline.title')}>
      <StateTimeline job={job} timeline={timeline} />
      {timeline.length > 0 && (
        <Folded summary={`${t('job.timeline.moments')} (${timeline.length})`}>
          <MiniTable aria-label={t('job.timeline.moments')}>
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
                  <td style={{ width: '100%' }} title={detail}>
                    {detail}
                  </td>
                </tr>
              ))}
            </tbody>
          </MiniTable>
        </Folded>
      )}
    </PanelSection>
  );
}
