import type { JobRow } from '../model';
import { matchesJobQuery } from './matchesJobQuery';
import { parseJobQuery } from './parseJobQuery';

const NOW = Date.parse('2026-01-01T12:00:00.000Z');

const JOB: JobRow = {
  id: 'bull.embed.42',
  sourceId: '42',
  source: 'bull',
  instance: 'main',
  rev: '1.1',
  name: 'embed.document',
  queue: 'embed',
  state: 'failed',
  reason: null,
  priority: 3,
  attempt: 1,
  maxAttempts: 3,
  progress: null,
  agent: 'embedder',
  pipeline: null,
  worker: 'bull.w1',
  user: 'user:default/guest',
  createdAt: '2026-01-01T11:00:00.000Z',
  startedAt: '2026-01-01T11:00:01.000Z',
  finishedAt: null,
  waitMs: 1_000,
  runMs: 1_500.4,
  error: { type: 'TimeoutError', message: 'The model timed out', fingerprint: 'abc' },
  objective: null,
  retryOf: null,
};

const finds = (text: string, job: JobRow = JOB) => matchesJobQuery(job, parseJobQuery(text), NOW);

describe('matchesJobQuery', () => {
  it.each([
    '',
    'queue:embed',
    'queue:ocr,embed',
    'queue:em*',
    'queue:*',
    '-queue:ocr',
    'name:embed.*',
    'state:failed,lost',
    '-state:completed',
    'agent:embedder',
    '-pipeline:documents',
    'worker:bull.w1',
    'user:user:default/guest',
    'error:"TIMED out"',
    'error:timeouterror',
    'id:42',
    'id:bull.embed.42',
    'source:bull instance:main',
    'created>-2h',
    'created>2026-01-01T11:00Z created<2026-01-01T11:01Z',
    '-created>-30m',
    'duration>1.5s',
    'duration<1501ms',
    'priority:3',
    '-finished>2026-01-01',
    'timed EMBED 42',
    '"model timed"',
  ])('finds it by %s', text => {
    expect(finds(text)).toBe(true);
  });

  it.each([
    'queue:ocr',
    '-queue:*',
    'pipeline:documents',
    'state:completed',
    '-state:failed',
    'error:refused',
    'id:4',
    'created>-30m',
    'created<2026-01-01T11:00Z',
    'finished>2026-01-01',
    'finished<2026-01-02',
    'duration>1501ms',
    'priority:-1',
    'timed refused',
    '"timed model"',
    'queue:embed state:queued',
  ])('does not find it by %s', text => {
    expect(finds(text)).toBe(false);
  });

  it('cannot tell by arguments, unless something else leaves it out', () => {
    expect(finds('args.customer:42')).toBeUndefined();
    expect(finds('args.customer:42 state:queued')).toBe(false);
  });

  it('finds what was not measured by neither side of a range', () => {
    const job = { ...JOB, runMs: null };
    expect(finds('duration>0s', job)).toBe(false);
    expect(finds('duration<1d', job)).toBe(false);
    expect(finds('-duration>0s', job)).toBe(true);
  });
});
