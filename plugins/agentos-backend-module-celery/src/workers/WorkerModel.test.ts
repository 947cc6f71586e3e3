import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { WorkerEvent } from '../events/CeleryEvent';
import { type Departure, WorkerModel } from './WorkerModel';
import { workerRow } from './workerRow';

describe('WorkerModel', () => {
  let clock: ManualClock;
  let workers: WorkerModel;
  let arrivals: string[];
  let departures: Departure[];

  beforeEach(() => {
    clock = new ManualClock();
    arrivals = [];
    departures = [];
    workers = new WorkerModel({
      clock,
      answersEveryMs: 30_000,
      onArrival: ({ name }) => arrivals.push(name),
      onDeparture: departure => departures.push(departure),
    });
  });

  const beat = (more: Partial<WorkerEvent> = {}) =>
    workers.take({
      type: 'worker-heartbeat',
      worker: 'w1@a',
      at: clock.now(),
      pid: 1,
      everyMs: 2_000,
      active: 0,
      processed: 3,
      ...more,
    });
  const rowOf = (name = 'w1@a') => workerRow('celery', workers.get(name)!);

  it('takes a worker that falls silent for gone after two periods and a margin', () => {
    beat();
    clock.advance(8_000);
    workers.checkLife();
    expect(departures).toEqual([]);
    clock.advance(500);
    workers.checkLife();
    expect(departures).toMatchObject([{ reason: 'no heartbeat for 9 s', isAnnounced: false }]);
    expect(workers.all).toEqual([]);
    beat();
    expect(arrivals).toEqual(['w1@a', 'w1@a']);
  });

  it('waits for two rounds of answers where a worker sends no heartbeats of its own', () => {
    beat({ active: undefined, processed: undefined, everyMs: 5_000 });
    clock.advance(64_000);
    workers.checkLife();
    expect(departures).toEqual([]);
    clock.advance(1_000);
    workers.checkLife();
    expect(departures).toHaveLength(1);
  });

  it('does not count the time in which nobody could be heard', () => {
    beat();
    clock.advance(60_000);
    workers.excuse();
    workers.checkLife();
    expect(departures).toEqual([]);
    expect(rowOf().lastHeartbeatAt).toBe('2026-01-01T00:00:00.000Z');
  });

  it('knows another process under the same name by its id, and an end that was announced', () => {
    beat();
    beat({ pid: 2 });
    expect(departures).toMatchObject([{ isReplaced: true }]);
    beat({ type: 'worker-offline' });
    expect(departures[1]).toMatchObject({ reason: 'it shut down', isAnnounced: true, isReplaced: false });
  });

  it.each([
    [1_500, 0, undefined],
    [5_000, 5_000, undefined],
    [20_000, 20_000, 'its clock is 20 s behind'],
    [-20_000, -20_000, 'its clock is 20 s ahead'],
  ])('judges a clock that is off by %d ms', (off, correction, warning) => {
    for (let count = 0; count < 5; count += 1) beat({ at: clock.now() - off });
    // One that was under way for long says nothing of the clock.
    beat({ at: clock.now() - off - 9_000 });
    expect(workers.correctionMs('w1@a')).toBe(correction);
    expect(rowOf().reasons).toEqual(warning === undefined ? [] : [warning]);
  });

  it('measures the CPU of a worker only where its own process runs the tasks', () => {
    beat();
    const worker = workers.get('w1@a')!;
    const stats = { pid: 1, processes: [1], cpuSeconds: 10, uptimeSeconds: 60 };
    worker.takeStats(stats);
    expect(rowOf().cpuPercent).toBeUndefined();
    clock.advance(10_000);
    worker.takeStats({ ...stats, cpuSeconds: 12.5 });
    expect(rowOf()).toMatchObject({
      cpuPercent: 25,
      startedAt: '2025-12-31T23:59:00.000Z',
    });
    expect(rowOf()).not.toHaveProperty('memoryBytes');
    clock.advance(10_000);
    worker.takeStats({ ...stats, cpuSeconds: 13, processes: [8, 9] });
    expect(rowOf().cpuPercent).toBeUndefined();
  });

  it('says that a worker drains when it was told to, or consumes nothing', () => {
    const worker = beat()!;
    expect(rowOf()).toMatchObject({ draining: undefined, hostname: 'a', name: 'w1@a', id: 'celery.w1~40a' });
    worker.queues = [];
    expect(rowOf().draining).toBe(true);
    worker.queues = [{ name: 'q', isBroadcast: false }];
    expect(rowOf()).toMatchObject({ draining: false, queues: ['q'] });
    worker.isDraining = true;
    expect(rowOf().draining).toBe(true);
  });
});
