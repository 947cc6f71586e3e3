import type { KnownState, Proof } from './Commit';
import { holdsMore, selectState } from './selectState';

const proof: Proof = { status: 'fresh', collectedAt: null, ageMs: 0 };
const row = (id: string, source: string) => ({ id, source, instance: 'main', rev: '1' });
const selection = { sections: new Set(['queues', 'jobs']), sources: new Set(['kept']) };

describe('selectState', () => {
  it('leaves out sections and sources that are not selected, and what is empty then', () => {
    const state: KnownState = {
      sections: {
        queues: {
          version: 3,
          rows: [row('a', 'kept'), row('b', 'gone')],
          proofs: { kept: proof, gone: proof },
        },
        jobs: { version: 4, rows: [row('c', 'gone')], proofs: {} },
        custom: { version: 5, rows: [row('d', 'kept')], proofs: {} },
      },
    };
    const selected = selectState(state, selection);
    expect(selected).toEqual({
      sections: { queues: { version: 3, rows: [row('a', 'kept')], proofs: { kept: proof } } },
    });
    expect(holdsMore(state, selection)).toBe(true);
    expect(holdsMore(selected, selection)).toBe(false);
  });

  it.each([
    ['a row of another source', { queues: { version: 1, rows: [row('a', 'gone')], proofs: {} } }],
    ['a proof of another source', { queues: { version: 1, rows: [], proofs: { gone: proof } } }],
    ['a row of another section', { custom: { version: 1, rows: [row('a', 'kept')], proofs: {} } }],
  ])('sees %s', (_name, sections) => {
    expect(holdsMore({ sections: sections as KnownState['sections'] }, selection)).toBe(true);
  });
});
