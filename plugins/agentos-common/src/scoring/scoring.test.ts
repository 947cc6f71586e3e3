import fc from 'fast-check';
import { agentScore, attainmentStatus, jobObjectiveStatus } from './agentScore';
import { formatDuration, formatPercent } from './format';
import { queueHealth, queueScore } from './queueHealth';
import { ramp, weightedScore } from './score';
import { DEFAULT_THRESHOLDS } from './thresholds';
import { workerScore, workerTier } from './workerTier';

const queue = {
  paused: false,
  queued: 0,
  consumers: 1,
  oldestQueuedMs: null,
  waitP95Ms: null,
  successRate: null,
  objectiveMs: null,
};
const worker = { successRate: null, cpuPercent: null, active: null, concurrency: null };

describe('queueHealth', () => {
  it.each([
    ['healthy', {}, []],
    ['unknown', { queued: null }, ['counts not measured']],
    ['critical', { queued: 2, consumers: 0 }, ['2 waiting, no consumer']],
    ['healthy', { queued: 0, consumers: 0 }, []],
    ['healthy', { queued: 1, oldestQueuedMs: 60_000 }, []],
    ['degraded', { queued: 1, oldestQueuedMs: 60_001 }, ['oldest job waits 1 min, objective 1 min']],
    ['critical', { queued: 1, oldestQueuedMs: 180_001 }, ['oldest job waits 3 min, objective 1 min']],
    [
      'degraded',
      { queued: 1, oldestQueuedMs: 11_000, objectiveMs: 10_000 },
      ['oldest job waits 11 s, objective 10 s'],
    ],
    ['degraded', { queued: 1, paused: true }, ['paused with 1 waiting']],
    ['healthy', { paused: true }, []],
    ['degraded', { successRate: 0.89 }, ['success rate 89 % over 15 min']],
    ['critical', { successRate: 0.49 }, ['success rate 49 % over 15 min']],
  ] as const)('is %s for %j', (health, fields, reasons) => {
    expect(queueHealth({ ...queue, ...fields })).toEqual({ health, reasons });
  });
});

describe('workerTier', () => {
  it.each([
    ['healthy', {}, undefined],
    ['healthy', {}, 14_999],
    ['degraded', {}, 15_000],
    ['critical', {}, 30_000],
    ['offline', {}, 60_000],
    ['degraded', { successRate: 0.6 }, 0],
    ['critical', { successRate: 0.4 }, 0],
    ['degraded', { cpuPercent: 99 }, 0],
  ] as const)('is %s for %j with a heartbeat %s ms old', (tier, fields, age) => {
    const found = workerTier({ ...worker, ...fields }, age);
    expect(found.tier).toBe(tier);
    expect(found.reasons).toHaveLength(tier === 'healthy' ? 0 : 1);
  });
});

describe('scores', () => {
  it('say what is missing instead of a number', () => {
    expect(queueScore({ ...queue, queued: null })).toMatchObject({
      score: undefined,
      insufficient: 'insufficient data: success rate, wait p95, oldest waiting not measured',
    });
    expect(workerScore(worker, undefined).score).toBeUndefined();
    expect(agentScore({ successRate: null, objective: null }).score).toBeUndefined();
  });

  it('are computed by the documented formula', () => {
    expect(queueScore({ ...queue, successRate: 1, waitP95Ms: 1000, oldestQueuedMs: 0 }).score).toBe(100);
    expect(
      queueScore({ ...queue, successRate: 0.75, waitP95Ms: 120_000, oldestQueuedMs: 180_000 }).score,
    ).toBe(40);
    expect(workerScore({ ...worker, successRate: 0.5, active: 4, concurrency: 4 }, 0).score).toBe(30);
    expect(
      agentScore({ successRate: 1, objective: { targetMs: 1, attainment: 0.5, status: 'breached' } }).score,
    ).toBe(60);
  });

  it('stay within 0 and 100 and count a missing input for nothing', () => {
    const points = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 5 }), list => {
        const inputs = list.map(value => ({
          name: 'x',
          value,
          unit: '',
          weight: 1 / list.length,
          points: value,
        }));
        const { score } = weightedScore(inputs);
        const measured = list.filter(value => value !== undefined);
        const enough = measured.length * 2 >= list.length && measured.length > 0;
        const [low, high] = [Math.floor(100 * Math.min(...measured)), Math.ceil(100 * Math.max(...measured))];
        const isRight = enough ? score !== undefined && score >= low && score <= high : score === undefined;
        expect({ list, score, isRight }).toMatchObject({ isRight: true });
      }),
    );
  });

  it('ramp both ways', () => {
    expect([ramp(1, 1, 0.5), ramp(0.75, 1, 0.5), ramp(0.2, 1, 0.5)]).toEqual([1, 0.5, 0]);
    expect([ramp(5, 10, 30), ramp(20, 10, 30), ramp(50, 10, 30), ramp(null, 1, 2)]).toEqual([
      1,
      0.5,
      0,
      undefined,
    ]);
  });
});

describe('objectives', () => {
  it('of a share of runs', () => {
    expect([undefined, 0.95, 0.9, 0.89].map(share => attainmentStatus(share))).toEqual([
      'pending',
      'met',
      'at_risk',
      'breached',
    ]);
  });

  it('of one job', () => {
    expect([
      jobObjectiveStatus(800, 1000, false),
      jobObjectiveStatus(801, 1000, false),
      jobObjectiveStatus(1001, 1000, false),
      jobObjectiveStatus(900, 1000, true),
    ]).toEqual(['pending', 'at_risk', 'breached', 'met']);
  });
});

it('formats for people', () => {
  expect([0, 850, 4200, 59_000, 180_000, 7_200_000, 172_800_000].map(formatDuration)).toEqual([
    '0 ms',
    '850 ms',
    '4.2 s',
    '59 s',
    '3 min',
    '2 h',
    '2 d',
  ]);
  expect([1, 0.999, 0.5, 0].map(formatPercent)).toEqual(['100 %', '99.9 %', '50 %', '0 %']);
  expect(DEFAULT_THRESHOLDS.waitMs).toBe(60_000);
});
