/** The field of each section that only ever grows: a client that sees it shrink went back in time. */
export const COUNTERS = { queues: 'completed', workers: 'processed', jobs: 'attempt' };

/** The queue that only marks change. */
export const MARKER = 'fleet.marker';

const AT = '2026-01-01T00:00:00.000Z';
const QUEUES = ['marker', 'fetch', 'embed', 'index', 'report'];
const WORKERS = 8;
const JOBS = { first: 60, least: 40, most: 90 };

const queue = name => ({
  id: `fleet.${name}`,
  sourceId: name,
  name,
  paused: false,
  queued: 0,
  scheduled: 0,
  processing: 0,
  failed: 0,
  completed: 0,
  consumers: 2,
});

const worker = index => ({
  id: `fleet.worker-${index}`,
  sourceId: `worker-${index}`,
  name: `worker-${index}`,
  hostname: 'fleet',
  kind: 'scripted',
  queues: QUEUES,
  concurrency: 4,
  active: 0,
  processed: 0,
  failed: 0,
});

const job = (index, fields) => ({
  id: `fleet.job-${index}`,
  sourceId: `${index}`,
  name: 'fault.job',
  queue: 'embed',
  state: 'queued',
  attempt: 1,
  maxAttempts: 3,
  createdAt: AT,
  ...fields,
});

const byId = rows => new Map(rows.map(row => [row.id, row]));

/** What is true: a fleet of queues, workers and jobs that the suite changes, and everything that was done to it. */
export class Fleet {
  /** Every change, in order: number, rows as they then were, events. */
  changes = [];
  /** Number of the change that made each row what it is, by section and id: the native order of the fleet. */
  numbers = new Map();
  /** Every effect of an operation, in order. */
  effects = [];
  #listeners = new Set();
  #events = 0;
  #jobs = JOBS.first;

  constructor(random) {
    this.random = random;
    this.sections = {
      queues: byId(QUEUES.map(queue)),
      workers: byId(Array.from({ length: WORKERS }, (_, index) => worker(index))),
      jobs: byId(Array.from({ length: JOBS.first }, (_, index) => job(index))),
    };
  }

  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  rows(section) {
    return Array.from(this.sections[section].values());
  }

  /** Something that fleets do, chosen by the seed. */
  step() {
    const { random } = this;
    const dice = random.next();
    if (dice < 0.45) {
      const row = random.pick(this.rows('queues').filter(({ id }) => id !== MARKER));
      this.put('queues', { ...row, queued: random.between(0, 99), completed: row.completed + 1 });
    } else if (dice < 0.65) {
      const row = random.pick(this.rows('workers'));
      this.put('workers', { ...row, active: random.between(0, 4), processed: row.processed + 1 });
    } else if (dice < 0.9) {
      const row = random.pick(this.rows('jobs').filter(({ name }) => name === 'fault.job'));
      const state = random.pick(['processing', 'completed', 'failed']);
      const next = { ...row, state, attempt: row.attempt + 1 };
      this.put('jobs', next, state === 'failed' ? [this.event('job:failed', { jobId: row.id })] : []);
    } else if (dice < 0.95 && this.sections.jobs.size < JOBS.most) {
      this.addJob();
    } else if (this.sections.jobs.size > JOBS.least) {
      this.remove('jobs', this.rows('jobs').find(({ name }) => name === 'fault.job').id);
    }
  }

  addJob(fields) {
    this.#jobs += 1;
    const row = job(this.#jobs, fields);
    this.put('jobs', row);
    return row.id;
  }

  /** Moves the marker; answers where it is now. */
  mark() {
    const row = this.sections.queues.get(MARKER);
    this.put('queues', { ...row, completed: row.completed + 1 });
    return row.completed + 1;
  }

  event(name, payload) {
    this.#events += 1;
    return { name, id: `fleet-${this.#events}`, payload: { name: 'fault.job', ...payload } };
  }

  put(section, row, events = []) {
    this.sections[section].set(row.id, row);
    this.change([{ section, upsert: row }], events);
  }

  remove(section, id) {
    this.sections[section].delete(id);
    this.change([{ section, remove: id }], []);
  }

  /** Retries failed jobs; answers outcomes in order. */
  operate({ operationId, targets }) {
    return targets.map(id => {
      const row = this.sections.jobs.get(id);
      if (!row) return { id, outcome: 'skipped', code: 'GONE' };
      if (row.state !== 'failed') return { id, outcome: 'skipped', code: 'STATE_CHANGED' };
      this.effects.push({ operationId, id });
      this.put('jobs', { ...row, state: 'queued', attempt: row.attempt + 1 });
      return { id, outcome: 'succeeded' };
    });
  }

  /** The rows that were changed, each once, as they are now. */
  current(observations) {
    const keys = new Map(
      observations.map(({ section, upsert, remove }) => {
        const id = upsert?.id ?? remove;
        return [`${section}/${id}`, { section, id }];
      }),
    );
    return Array.from(keys.values(), ({ section, id }) => {
      const row = this.sections[section].get(id);
      return row ? { section, upsert: row } : { section, remove: id };
    });
  }

  change(observations, events) {
    const change = { number: this.changes.length + 1, at: performance.now(), observations, events };
    this.changes.push(change);
    for (const { section, upsert } of observations) {
      if (upsert) this.numbers.set(`${section}/${upsert.id}`, change.number);
    }
    for (const listener of this.#listeners) listener(change);
  }
}
