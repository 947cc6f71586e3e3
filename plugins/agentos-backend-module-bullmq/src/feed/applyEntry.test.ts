import { EVENT_PAYLOADS, type EventName, SECTIONS } from '@agentos-portal/plugin-agentos-common';
import fc from 'fast-check';
import { parseJobHash } from '../jobs/JobHash';
import { JOB_HASH_FIELDS } from '../jobs/JobHash';
import { jobRow } from '../jobs/jobRow';
import { KnownJobs } from '../jobs/KnownJobs';
import { applyEntry } from './applyEntry';
import { jobEvent } from './jobEvent';
import { parseEntries } from './StreamEntry';

type Fields = Record<string, string>;

const START = 1_767_225_600_000;

/** Applies entries of job 1, one a second; a third element is the hash read with it. */
function run(...steps: Array<[event: string, fields?: Fields, hash?: Fields]>) {
  const known = new KnownJobs('queues');
  return steps.map(([event, fields = {}, hash], index) => {
    const texts = Object.entries({ event, jobId: '1', ...fields }).flat();
    const [entry] = parseEntries('embed', [[`${START + index * 1000}-0`, texts]], '0-0');
    const change = applyEntry(
      known,
      entry,
      hash && parseJobHash(JOB_HASH_FIELDS.map(field => hash[field] ?? null)),
    );
    if (!change) return { emits: undefined, row: undefined, gone: false };
    const row = jobRow('queues', change.job);
    SECTIONS.jobs.fields.parse(row);
    const event_ = change.emits && jobEvent('queues', change.emits, entry, row, change.timed);
    if (event_) EVENT_PAYLOADS[event_.name as EventName].parse(event_.payload);
    return { emits: change.emits, row, event: event_, gone: change.gone };
  });
}

const last = (...steps: Parameters<typeof run>) => run(...steps).at(-1)!;
const added: [string, Fields] = ['added', { name: 'embed.document' }];
const failedOnce = { name: 'x', failedReason: 'boom', atm: '1', ats: '1' };

describe('what an entry makes of a job', () => {
  it.each<[string, Fields, string, string | undefined]>([
    ['added', { name: 'x' }, 'queued', 'job:created'],
    ['waiting', {}, 'queued', undefined],
    ['delayed', { delay: '5' }, 'scheduled', undefined],
    ['waiting-children', {}, 'scheduled', undefined],
    ['active', { prev: 'waiting' }, 'processing', 'job:processing'],
    ['progress', { data: '40' }, 'processing', 'job:processing'],
    ['completed', { returnvalue: '1' }, 'completed', 'job:completed'],
    ['failed', { failedReason: 'boom' }, 'failed', 'job:failed'],
    ['stalled', {}, 'queued', 'job:processing'],
    ['removed', { prev: 'delayed' }, 'cancelled', 'job:cancelled'],
  ])('%s', (event, fields, state, emits) => {
    const change = last(added, [event, fields]);
    expect(change.row).toMatchObject({
      id: 'queues.embed.1',
      sourceId: '1',
      queue: 'embed',
      state,
    });
    expect(change.emits).toBe(emits);
  });

  it.each([
    'drained',
    'cleaned',
    'duplicated',
    'deduplicated',
    'retries-exhausted',
    'my-event',
    '',
    'paused',
  ])('nothing by %s', event => {
    expect(last(added, [event, { count: '3' }])).toMatchObject({
      row: undefined,
    });
  });

  it('forgets a removed job that had ended', () => {
    for (const prev of ['completed', 'failed', 'unknown']) {
      expect(last(added, ['removed', { prev }])).toMatchObject({
        gone: true,
        emits: undefined,
      });
    }
  });

  it('measures by the stream when there is no hash any more', () => {
    const changes = run(added, ['waiting'], ['active'], ['completed', { returnvalue: 'null' }]);
    expect(changes[2].event!.payload).toMatchObject({
      waitMs: 1000,
      name: 'embed.document',
    });
    expect(changes[3].row).toMatchObject({
      createdAt: '2026-01-01T00:00:00.000Z',
      startedAt: '2026-01-01T00:00:02.000Z',
      finishedAt: '2026-01-01T00:00:03.000Z',
      waitMs: 1000,
      runMs: 1000,
    });
    expect(changes[3].event!.payload).toMatchObject({
      waitMs: 1000,
      runMs: 1000,
    });
  });

  it('takes what the hash measures', () => {
    const hash = {
      name: 'embed.document',
      timestamp: String(START),
      processedOn: String(START + 700),
      finishedOn: String(START + 950),
      atm: '2',
      ats: '2',
      opts: '{"attempts":3}',
      priority: '4',
      progress: '75',
      pb: 'w 1',
    };
    expect(last(added, ['completed', {}, hash]).row).toMatchObject({
      attempt: 2,
      maxAttempts: 3,
      priority: 4,
      progress: 0.75,
      worker: 'queues.embed.w~201',
      runMs: 250,
      finishedAt: '2026-01-01T00:00:00.950Z',
    });
  });

  it('knows the wait of a first attempt without having seen it, and of no later one', () => {
    const hash = {
      name: 'x',
      timestamp: '1000',
      processedOn: '5000',
      opts: '{"delay":3000}',
      ats: '1',
    };
    expect(last(['active', {}, hash]).row).toMatchObject({ waitMs: 1000 });
    expect(last(['active', {}, { ...hash, ats: '2' }]).row!.waitMs).toBeUndefined();
  });

  it('tells durations at the start and the end of an attempt only', () => {
    const changes = run(added, ['waiting'], ['active'], ['progress', { data: '5' }]);
    expect(changes[3].row).toMatchObject({ waitMs: 1000, progress: 0.05 });
    expect(changes[3].event!.payload).not.toHaveProperty('waitMs');
  });

  it('shows a failure that will be tried again as retrying, once', () => {
    const changes = run(
      added,
      ['waiting'],
      ['active'],
      ['delayed', { delay: '9' }, failedOnce],
      ['waiting', { prev: 'delayed' }, failedOnce],
      ['active', {}, { ...failedOnce, ats: '2' }],
      ['waiting', { prev: 'active' }, { ...failedOnce, atm: '2', ats: '2' }],
    );
    expect(changes.map(({ row }) => row!.state)).toEqual([
      'queued',
      'queued',
      'processing',
      'retrying',
      'retrying',
      'processing',
      'retrying',
    ]);
    expect(changes.map(({ emits }) => emits)).toEqual([
      'job:created',
      undefined,
      'job:processing',
      'job:processing',
      undefined,
      'job:processing',
      'job:processing',
    ]);
    expect(changes[3].event!.payload).toMatchObject({
      state: 'retrying',
      error: { message: 'boom' },
      attempt: 1,
    });
    expect(changes[5].row).toMatchObject({ attempt: 2 });
  });

  it('takes no delay and no second try by a person for a retry', () => {
    // The hash may be read after the job has failed already.
    expect(last(added, ['delayed', {}, failedOnce]).row).toMatchObject({
      state: 'scheduled',
    });
    expect(last(added, ['active'], ['delayed', {}, { name: 'x', atm: '0' }]).row).toMatchObject({
      state: 'scheduled',
    });
    const retried = last(
      added,
      ['failed', { failedReason: 'boom' }, failedOnce],
      ['waiting', { prev: 'failed' }, { name: 'x', atm: '1' }],
    );
    expect(retried).toMatchObject({
      emits: undefined,
      row: { state: 'queued', error: undefined },
    });
  });

  it('says why a stalled job waits again', () => {
    expect(last(added, ['active'], ['stalled']).event!.payload).toMatchObject({
      state: 'queued',
      reason: 'stalled: worker lost',
    });
    expect(last(added, ['active'], ['stalled'], ['active']).row!.reason).toBeUndefined();
  });

  it('knows nothing of an earlier job with the same id', () => {
    const again = last(added, ['failed', { failedReason: 'boom' }], ['added', { name: 'other' }]);
    expect(again.row).toMatchObject({
      name: 'other',
      state: 'queued',
      error: undefined,
      finishedAt: undefined,
    });
  });

  it('never throws and always fits the model, whatever stands in stream and hash', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '__proto__',
        'NaN',
        '-1',
        '1e309',
        '{"attempts":-5}',
        '[',
        'null',
        '<script>',
        '9'.repeat(30),
      ),
    );
    const event = fc.oneof(
      fc.constantFrom(
        'added',
        'waiting',
        'delayed',
        'active',
        'progress',
        'completed',
        'failed',
        'stalled',
        'removed',
      ),
      text,
    );
    const fields = fc.dictionary(
      fc.constantFrom('name', 'data', 'failedReason', 'prev', 'delay', '__proto__'),
      text,
    );
    const hash = fc.option(fc.dictionary(fc.constantFrom(...JOB_HASH_FIELDS), text), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fields, hash), { maxLength: 8 }), steps => {
        // It parses every row and payload with the schemas of the model.
        expect(run(...steps)).toHaveLength(steps.length);
      }),
    );
  });
});
