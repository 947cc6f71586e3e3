import { formatDuration, type JobRow } from '@agentos-portal/plugin-agentos-common';
import { formatClock, formatInstant, toneColor, useNow } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import type { JobTimelineEntry } from '@agentos-portal/plugin-agentos-react';
import { useJobText } from '../useJobText';
import { segmentStyle } from './segmentLooks';
import { timelineSegments, totalsOf, type Segment, type SegmentKind } from './timelineSegments';

const Bar = styled('div')({ position: 'relative', display: 'flex', gap: 1, height: 22, margin: '6px 0 2px' });

const Stretch = styled('span', { shouldForwardProp: prop => prop !== 'kind' })<{ kind: SegmentKind }>(
  ({ theme, kind }) => ({ minWidth: 3, borderRadius: 2, ...segmentStyle(theme, kind) }),
);

const Deadline = styled('span')(({ theme }) => ({
  position: 'absolute',
  top: -4,
  bottom: -4,
  borderLeft: `2px dashed ${toneColor(theme, 'bad')}`,
}));

const Axis = styled('div')(({ theme }) => ({
  display: 'flex',
  justifyContent: 'space-between',
  fontSize: 12,
  fontVariantNumeric: 'tabular-nums',
  color: theme.palette.text.secondary,
}));

const Legend = styled('ul')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '2px 14px',
  margin: '4px 0 0',
  padding: 0,
  listStyle: 'none',
  fontSize: 12,
  fontVariantNumeric: 'tabular-nums',
  '& li': { display: 'inline-flex', alignItems: 'center', gap: 6 },
  '& i': { width: 14, height: 10, borderRadius: 2 },
});

const Swatch = styled('i', { shouldForwardProp: prop => prop !== 'kind' })<{ kind: SegmentKind }>(
  ({ theme, kind }) => segmentStyle(theme, kind),
);

const OPEN = {
  wait: 'job.timeline.openWait',
  delay: 'job.timeline.openDelay',
  run: 'job.timeline.openRun',
  backoff: 'job.timeline.openBackoff',
} as const;

/** Where an instant lies in the life of the job, 0 to 1; undefined outside of it. */
function shareAt(segments: readonly Segment[], at: number | undefined) {
  const [from, to] = [segments[0].from, segments[segments.length - 1].to];
  return at !== undefined && at >= from && at <= to && to > from ? (at - from) / (to - from) : undefined;
}

/** @internal */
export interface StateTimelineProps {
  job: JobRow;
  /** Absent until its source has told it, or where it keeps none. */
  timeline: readonly JobTimelineEntry[] | undefined;
}

/**
 * The life of a job to scale: how long it waited, ran and backed off, with the deadline of its objective where it lies within.
 * @internal
 */
export function StateTimeline({ job, timeline }: StateTimelineProps) {
  const t = useJobText();
  const now = useNow();
  const segments = useMemo(() => timelineSegments(job, timeline, now), [job, timeline, now]);
  if (segments.length === 0) return <>{t('job.timeline.none')}</>;
  const last = segments[segments.length - 1];
  const totals = totalsOf(segments);
  const wordOf = (kind: SegmentKind) => {
    const isOpen = last.isOpen && last.kind === kind && segments.filter(s => s.kind === kind).length === 1;
    return t(isOpen && kind in OPEN ? OPEN[kind as keyof typeof OPEN] : `job.timeline.${kind}`);
  };
  const said = totals.map(([kind, ms]) => `${wordOf(kind)} ${formatDuration(ms)}`).join(', ');
  const deadline = shareAt(segments, job.objective ? Date.parse(job.objective.deadline) : undefined);
  return (
    <>
      <Bar role="img" aria-label={said}>
        {segments.map(segment => (
          <Stretch
            key={`${segment.kind} ${segment.from}`}
            kind={segment.kind}
            title={`${wordOf(segment.kind)} ${formatDuration(segment.to - segment.from)}, ${formatInstant(segment.from)}`}
            // To scale; what is very short still shows.
            style={{ flex: `${Math.max(1, segment.to - segment.from)} 1 0` }}
          />
        ))}
        {deadline !== undefined && (
          <Deadline
            style={{ left: `${deadline * 100}%` }}
            title={t('job.objective.deadline', { clock: formatClock(job.objective!.deadline) })}
          />
        )}
      </Bar>
      <Axis>
        <time dateTime={new Date(segments[0].from).toISOString()}>{formatInstant(segments[0].from)}</time>
        {last.isOpen ? (
          <span>{t('job.timeline.goesOn')}</span>
        ) : (
          <time dateTime={new Date(last.to).toISOString()}>{formatClock(last.to)}</time>
        )}
      </Axis>
      <Legend aria-hidden>
        {totals.map(([kind, ms]) => (
          <li key={kind}>
            <Swatch kind={kind} />
            {wordOf(kind)} {formatDuration(ms)}
          </li>
        ))}
        {deadline !== undefined && (
          <li>{t('job.objective.deadline', { clock: formatClock(job.objective!.deadline) })}</li>
        )}
      </Legend>
    </>
  );
}
