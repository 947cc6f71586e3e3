import { createLedger } from '../__testUtils__/createLedger';
import { aJob } from '../__testUtils__/rows';

const finished = (index: number) => {
  const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + index * 1000 + ms).toISOString();
  return aJob(`j${index}`, { state: 'completed', createdAt: at(0), startedAt: at(500), finishedAt: at(900) });
};

describe('a collect of more rows than one commit looks at', () => {
  it('ends in the proof of its section every round, also when no row changed', async () => {
    const { ledger, view, origin, commits } = await createLedger();
    const rows = await ledger.parse(
      'jobs',
      Array.from({ length: 3000 }, (_, index) => finished(index)),
    );
    for (let round = 0; round < 3; round += 1) {
      const before = commits.length;
      ledger.collected('jobs', origin, ledger.takeRev(), rows);
      await ledger.warm();
      const proofs = commits
        .slice(before)
        .flatMap(({ sections }) => Object.keys(sections.jobs?.proofs ?? {}));
      expect(proofs).toEqual([origin.source]);
    }
    // The last ones, and they were told once.
    expect(Array.from(view.rows('jobs').keys()).sort()).toEqual(
      Array.from({ length: 200 }, (_, index) => finished(2800 + index).id).sort(),
    );
    expect(commits.reduce((sum, { sections }) => sum + (sections.jobs?.upsert.length ?? 0), 0)).toBe(200);
  });
});
