import { aQueue } from '@agentos-portal/plugin-agentos-react/testUtils';
import { sumOf, unattended } from './queueTotals';

describe('queue totals', () => {
  it('adds up what is measured, and is not 0 where nothing is', () => {
    expect(sumOf([aQueue({ queued: 2 }), aQueue({ queued: null }), aQueue({ queued: 3 })], 'queued')).toBe(5);
    expect(sumOf([aQueue({ queued: null })], 'queued')).toBeNull();
    expect(sumOf([], 'queued')).toBeNull();
  });

  it('does not take unmeasured consumers for none', () => {
    const rows = [
      aQueue({ id: 'a', consumers: 0 }),
      aQueue({ id: 'b', consumers: null }),
      aQueue({ id: 'c' }),
    ];

    expect(unattended(rows).map(row => row.id)).toEqual(['a']);
  });
});
