import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { QUEUES } from './fleet';

const PARTS = ['document', 'page', 'batch', 'attachment'];
const FAILURES = [
  ['TimeoutError', 'timed out after'],
  ['ConnectionError', 'connection refused by 10.0.0.'],
  ['ValueError', 'cannot read page'],
  ['RateLimitError', 'too many requests of tenant'],
];
/** Distinct messages; the last of them are rare. */
const MESSAGES = 300;
/** Between two jobs. */
const GAP_MS = 2500;

/** Numbers from 0 to 1 that belong to the n-th job: mixes bits as the finaliser of MurmurHash3 does. */
function randomsOf(n: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    let bits = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  });
}

/** 6 % fail, 2 % are cancelled, some are lost; the newest wait or run. */
function stateOf(random: number, toGo: number): JobRow['state'] {
  if (toGo < 50) return 'processing';
  if (toGo < 1500) return 'queued';
  if (random < 0.06) return 'failed';
  if (random < 0.08) return 'cancelled';
  if (random < 0.0805) return 'lost';
  return 'completed';
}

const errorOf = (number: number): JobRow['error'] => {
  const [type, message] = FAILURES[number % FAILURES.length];
  return { type, message: `${message} ${number}`, fingerprint: `${type}-${number % 40}` };
};

/**
 * The n-th of so many jobs: 11 queues, 44 names, 40 workers, 60 people, run times that depend on the queue.
 * @param now - when the last of them was created, ms since epoch
 */
export function historicJob(n: number, total: number, now: number): JobRow {
  const [q, part, worker, person, outcome, wait, run, failure] = randomsOf(n, 8);
  const number = Math.floor(q * QUEUES.length);
  const queue = QUEUES[number];
  const state = stateOf(outcome, total - 1 - n);
  const ran = state === 'completed' || state === 'failed';
  const hasStarted = ran || state === 'processing';
  const createdAt = now - (total - n) * GAP_MS;
  const startedAt = createdAt + Math.round(wait * 3000);
  const runMs = (number + 1) * 300 + Math.round(run * 200);
  const instant = (time: number) => new Date(time).toISOString();
  return {
    id: `bench.${queue}.${n}`,
    sourceId: String(n),
    source: 'bench',
    instance: 'main',
    rev: '0000000000.0000000001',
    name: `${queue}.${PARTS[Math.floor(part * PARTS.length)]}`,
    queue,
    state,
    reason: state === 'lost' ? 'its worker went away' : null,
    priority: queue === 'report' ? 5 : 0,
    attempt: hasStarted ? 1 : 0,
    maxAttempts: 3,
    progress: ran ? 1 : null,
    agent: queue,
    pipeline: ['documents', 'insights', 'upkeep'][Math.floor(number / 4)],
    worker: hasStarted ? `bench.worker-${Math.floor(worker * 40)}` : null,
    user: person < 0.6 ? `user:default/person-${Math.floor(person * 100)}` : null,
    createdAt: instant(createdAt),
    startedAt: hasStarted ? instant(startedAt) : null,
    finishedAt: ran ? instant(startedAt + runMs) : null,
    waitMs: hasStarted ? startedAt - createdAt : null,
    runMs: ran ? runMs : null,
    error: state === 'failed' ? errorOf(Math.floor(MESSAGES * failure ** 3)) : null,
    objective: null,
    retryOf: null,
  };
}
