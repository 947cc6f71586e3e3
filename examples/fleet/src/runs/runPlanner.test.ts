import { agentById, pipelines } from '../agents/fleet';
import { documentEntry } from '../documents/documents';
import { PlannedRun, planRuns } from './runPlanner';

function plan(seed: number, count: number): PlannedRun[] {
  const runs = planRuns({ seed, jobsPerMinute: 220 });
  return Array.from({ length: count }, () => runs.next().value);
}

describe('planRuns', () => {
  it('plans the same runs for the same seed, others for another', () => {
    expect(plan(1, 50)).toEqual(plan(1, 50));
    expect(plan(1, 50)).not.toEqual(plan(2, 50));
  });

  it('starts every pipeline at its first agent with listed documents', () => {
    const runs = plan(3, 300);
    for (const { pipeline, job } of runs) {
      const agent = agentById(job.agentId);
      expect([agent.pipeline, agent.position]).toEqual([pipeline, 1]);
      const { documentId, documentIds } = job.input;
      for (const id of (documentIds as string[]) ?? [documentId]) {
        expect(documentEntry(id).id).toBe(id);
      }
    }
    expect(new Set(runs.map(({ pipeline }) => pipeline)).size) //
      .toBe(pipelines.length);
  });

  it('keeps the rate: 220 jobs are 60 runs a minute', () => {
    const minutes = plan(4, 3_000).reduce((ms, r) => ms + r.gapMs, 0) / 60_000;
    expect(3_000 / minutes).toBeGreaterThan(57);
    expect(3_000 / minutes).toBeLessThan(63);
  });

  it('delays some runs, prioritises some and meets some defects', () => {
    const runs = plan(5, 1_000);
    const share = (some: PlannedRun[]) => some.length / runs.length;
    expect(share(runs.filter(r => r.delayMs > 0))).toBeCloseTo(0.08, 1);
    expect(share(runs.filter(r => r.priority))).toBeCloseTo(0.2, 1);
    const ids = runs.flatMap(({ job: { input } }) =>
      input.documentId ? [input.documentId] : (input.documentIds as string[]),
    );
    expect(ids.some(id => documentEntry(id).shelf === 'defective')).toBe(true);
  });
});
