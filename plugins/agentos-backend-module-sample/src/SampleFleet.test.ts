import { ManualClock, RecordingSink } from '@agentos-portal/plugin-agentos-node/testUtils';
import { agentById, pipelines } from '@agentos-portal/example-fleet';
import type { Observation } from '@agentos-portal/plugin-agentos-node';
import { SampleFleet } from './SampleFleet';
import { runFor } from './testUtils/runFor';

function startFleet(config: { seed?: number | string; jobsPerMinute?: number } = {}) {
  const clock = new ManualClock();
  const sink = new RecordingSink();
  const errors: Error[] = [];
  const fleet = new SampleFleet({
    config: { seed: 1, jobsPerMinute: 120, ...config },
    identity: { source: 'sample', run: '1' },
    clock,
    sink,
    onError: error => errors.push(error),
  });
  fleet.start();
  return { clock, sink, fleet, errors, runFor: (ms: number) => runFor(clock, fleet.engine, ms) };
}

const jobChanges = (observations: Observation[]) =>
  observations.flatMap(observation =>
    observation.section === 'jobs' && 'upsert' in observation
      ? [`${observation.upsert.name} ${observation.upsert.state}`]
      : [],
  );

describe('SampleFleet', () => {
  it('moves within 5 s of its start', async () => {
    const { fleet, sink, runFor: pass } = startFleet();
    await pass(5_000);

    const named = new Set(sink.events.map(({ name }) => name));
    expect(named).toEqual(new Set(['worker:heartbeat', 'job:created', 'job:processing', 'job:completed']));
    const queues = new Set(sink.events.map(({ payload }) => payload.queue));
    for (const { agents } of pipelines) expect(queues).toContain(agentById(agents[0]).queue);
    await fleet.stop();
  });

  it('tells nothing any more once it is asked to stop, not even what has just happened', async () => {
    const { fleet, sink } = startFleet();
    await fleet.stop();
    expect(sink.events).toEqual([]);
    expect(sink.observations).toEqual([]);
  });

  it('does the same in the same order for the same seed, and something else for another', async () => {
    const runs: string[][] = [];
    for (const seed of [7, 7, 8]) {
      const { fleet, sink, runFor: pass } = startFleet({ seed });
      await pass(90_000);
      runs.push(jobChanges(sink.observations).slice(0, 200));
      await fleet.stop();
    }
    expect(runs[0]).toHaveLength(200);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).not.toEqual(runs[0]);
  });

  it.each([
    [120, 20],
    [600, 5],
  ])(
    'creates about %d jobs a minute',
    async (jobsPerMinute, minutes) => {
      const { fleet, runFor: pass } = startFleet({ jobsPerMinute });
      await pass(minutes * 60_000);
      const perMinute = fleet.engine.created / minutes;
      expect(perMinute / jobsPerMinute).toBeGreaterThan(0.92);
      expect(perMinute / jobsPerMinute).toBeLessThan(1.08);
      await fleet.stop();
    },
    60_000,
  );

  it('keeps a bounded number of jobs and log entries, however long it runs', async () => {
    const { fleet, errors, runFor: pass } = startFleet({ jobsPerMinute: 600 });
    for (let minute = 0; minute < 3; minute += 1) {
      await pass(60_000);
      const { jobs } = fleet.engine;
      expect(jobs.size - jobs.live).toBeLessThanOrEqual(500);
      const counted = fleet.collect.queues().map(row => Number(row.completed) + Number(row.failed));
      expect(counted.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(500);
      expect(fleet.collect.logs().length).toBeLessThanOrEqual(200);
      expect(fleet.collect.jobs().length).toBeLessThanOrEqual(jobs.live + 200);
    }
    expect(fleet.engine.created).toBeGreaterThan(1_500);
    expect(errors).toEqual([]);
    await fleet.stop();
  });

  it('leaves runs out when nobody takes the jobs, and says so', async () => {
    const { fleet, runFor: pass } = startFleet({ jobsPerMinute: 6_000 });
    for (const worker of fleet.engine.workers) fleet.engine.stopWorker(worker);
    await pass(60_000);

    const waiting = pipelines.map(({ agents }) =>
      agents.reduce((sum, id) => sum + fleet.engine.jobs.count(id, 'queued'), 0),
    );
    // Delayed jobs were counted when they were added, not when they became ready.
    for (const count of waiting) expect(count).toBeLessThan(600);
    expect(fleet.collect.services()[0].detail).toMatch(/\d+ runs left out, the queues are full/);
    await fleet.stop();
  });

  it('does nothing but beat at a rate of 0', async () => {
    const { fleet, sink, runFor: pass } = startFleet({ jobsPerMinute: 0 });
    await pass(120_000);
    expect(new Set(sink.events.map(({ name }) => name))).toEqual(new Set(['worker:heartbeat']));
    expect(fleet.collect.schedules().map(row => row.paused)).toEqual([true, true]);
    await fleet.stop();
  });

  it('tells a story: bursts, and workers that fall silent and come back', async () => {
    const { fleet, sink, runFor: pass } = startFleet();
    await pass(8 * 60_000);
    const messages = sink.observations.flatMap(observation =>
      observation.section === 'logs' && 'upsert' in observation ? [String(observation.upsert.message)] : [],
    );
    const [stopped] = messages.filter(message => message.startsWith('Stopped '));
    const worker = stopped.match(/^Stopped (\S+) for (\d+) s \(script\)$/)!;
    expect(Number(worker[2])).toBeGreaterThanOrEqual(40);
    expect(Number(worker[2])).toBeLessThanOrEqual(90);
    expect(messages).toContain(`Started ${worker[1]} (script)`);
    expect(messages).toContainEqual(expect.stringMatching(/^\d+ runs of \w+ at once \(script\)$/));

    // Its heartbeat really paused for that long.
    const beats = sink.events
      .filter(({ name, payload }) => name === 'worker:heartbeat' && payload.name === worker[1])
      .map(({ at }) => Date.parse(at!));
    const longest = Math.max(...beats.slice(1).map((at, index) => at - beats[index]));
    expect(longest).toBeGreaterThanOrEqual(Number(worker[2]) * 1_000 - 500);
    await fleet.stop();
  });

  it('reports rows that add up to what a collect gives', async () => {
    const { fleet, sink, runFor: pass } = startFleet();
    await pass(4 * 60_000);
    const rows = { queues: new Map(), workers: new Map(), jobs: new Map() };
    for (const observation of sink.observations) {
      const section = rows[observation.section as keyof typeof rows];
      if (!section) continue;
      if ('upsert' in observation) section.set(observation.upsert.id, observation.upsert);
      if ('patch' in observation) {
        section.set(observation.patch.id, { ...section.get(observation.patch.id), ...observation.patch });
      }
    }
    // The age of the oldest job moves on with the time, without any event.
    const still = (row: object) => ({ ...row, oldestQueuedMs: undefined });
    for (const row of fleet.collect.queues()) expect(still(rows.queues.get(row.id))).toEqual(still(row));
    for (const row of fleet.collect.workers()) expect(rows.workers.get(row.id)).toEqual(row);
    for (const row of fleet.collect.jobs()) {
      // Progress is told at most twice a second.
      const known = { ...rows.jobs.get(row.id), progress: undefined };
      expect(known).toEqual({ ...row, progress: undefined });
    }
    await fleet.stop();
  });
});
