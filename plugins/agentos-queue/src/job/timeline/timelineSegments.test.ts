import { aJob } from '@agentos-portal/plugin-agentos-react/testUtils';
import { timelineSegments, totalsOf } from './timelineSegments';

const T0 = Date.UTC(2026, 0, 1, 12);
const at = (seconds: number) => new Date(T0 + seconds * 1000).toISOString();
const seconds = (segments: ReturnType<typeof timelineSegments>) =>
  segments.map(({ kind, from, to, isOpen }) => [
    kind,
    (from - T0) / 1000,
    (to - T0) / 1000,
    ...(isOpen ? ['open'] : []),
  ]);

describe('timelineSegments', () => {
  it('lays wait, run and back-off end to end', () => {
    const job = aJob({ state: 'failed', attempt: 2 });
    const segments = timelineSegments(
      job,
      [
        { at: at(0), state: 'queued' },
        { at: at(2), state: 'processing' },
        { at: at(3), state: 'retrying' },
        { at: at(8), state: 'queued' },
        { at: at(9), state: 'processing' },
        { at: at(9.5), state: 'failed' },
      ],
      T0 + 60_000,
    );

    expect(seconds(segments)).toEqual([
      ['wait', 0, 2],
      ['run', 2, 3],
      ['backoff', 3, 8],
      ['wait', 8, 9],
      ['run', 9, 9.5],
    ]);
    expect(totalsOf(segments)).toEqual([
      ['wait', 3_000],
      ['run', 1_500],
      ['backoff', 5_000],
    ]);
  });

  it('goes on to the present while the job has not ended', () => {
    const job = aJob({ state: 'processing', attempt: 1 });
    const timeline = [
      { at: at(2), state: 'processing' },
      { at: at(0), state: 'queued' },
    ];

    expect(seconds(timelineSegments(job, timeline, T0 + 10_000))).toEqual([
      ['wait', 0, 2],
      ['run', 2, 10, 'open'],
    ]);
  });

  it('says where attempts lie that nobody kept the times of', () => {
    const job = aJob({ state: 'failed', attempt: 3 });
    const timeline = [
      { at: at(0), state: 'queued' },
      { at: at(20), state: 'queued' },
      { at: at(21), state: 'processing' },
      { at: at(22), state: 'failed' },
    ];

    expect(seconds(timelineSegments(job, timeline, T0))).toEqual([
      ['earlier', 0, 20],
      ['wait', 20, 21],
      ['run', 21, 22],
    ]);
    expect(seconds(timelineSegments(job, [timeline[0], ...timeline.slice(2)], T0))).toEqual([
      ['earlier', 0, 21],
      ['run', 21, 22],
    ]);
  });

  it('makes do with the row until its source has told more', () => {
    const job = aJob({
      state: 'completed',
      attempt: 1,
      createdAt: at(0),
      startedAt: at(5),
      finishedAt: at(6),
      waitMs: 2_000,
    });

    expect(seconds(timelineSegments(job, undefined, T0))).toEqual([
      ['delay', 0, 3],
      ['wait', 3, 5],
      ['run', 5, 6],
    ]);
    expect(timelineSegments({ ...job, createdAt: null, startedAt: null, finishedAt: null }, [], T0)).toEqual(
      [],
    );
  });

  it('shows that somebody had it run again', () => {
    const job = aJob({ state: 'queued', attempt: 1 });
    const timeline = [
      { at: at(0), state: 'processing' },
      { at: at(1), state: 'failed' },
      { at: at(5), state: 'queued' },
    ];

    expect(seconds(timelineSegments(job, timeline, T0 + 6_000))).toEqual([
      ['run', 0, 1],
      ['rest', 1, 5],
      ['wait', 5, 6, 'open'],
    ]);
  });
});
