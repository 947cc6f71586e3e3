import { anAgent, aJob } from '@agentos-portal/plugin-agentos-react/testUtils';
import { objectiveTotals } from './objectiveTotals';

const objective = (attainment: number | null, status: 'met' | 'at_risk' | 'breached' | 'pending') => ({
  targetMs: 1_000,
  attainment,
  status,
});

describe('objectiveTotals', () => {
  it('weighs agents by their runs and leaves out those without an objective', () => {
    const totals = objectiveTotals(
      [
        anAgent({ id: 'a', jobsPerHour: 300, objective: objective(1, 'met') }),
        anAgent({ id: 'b', jobsPerHour: 100, objective: objective(0.6, 'breached') }),
        anAgent({ id: 'c', jobsPerHour: 1_000, objective: null }),
        anAgent({ id: 'd', jobsPerHour: null, objective: objective(null, 'pending') }),
      ],
      [],
    );

    expect(totals).toMatchObject({
      agents: 3,
      attainment: 0.9,
      byState: { met: 1, breached: 1, pending: 1, at_risk: 0 },
    });
  });

  it('measures nothing where nothing ran', () => {
    expect(objectiveTotals([anAgent({ jobsPerHour: 0 })], []).attainment).toBeUndefined();
    expect(objectiveTotals([], []).attainment).toBeUndefined();
  });

  it('counts open jobs that are late or close to it', () => {
    const job = (id: string, status: 'at_risk' | 'breached' | 'pending', finishedAt: string | null = null) =>
      aJob({ id, finishedAt, objective: { targetMs: 1, deadline: '2026-01-01T12:00:00.000Z', status } });
    const jobs = [
      job('1', 'at_risk'),
      job('2', 'breached'),
      job('3', 'pending'),
      job('4', 'breached', '2026-01-01T12:00:00.000Z'),
      aJob({ id: '5' }),
    ];

    expect(objectiveTotals([], jobs).jobsAtRisk).toBe(2);
  });
});
