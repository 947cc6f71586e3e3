import { JOB_STATES, parseJobQuery } from '@agentos-portal/plugin-agentos-common';
import { complete, completionsAt, type Vocabulary } from './completions';

const KNOWN: Vocabulary = { queue: ['embed', 'ocr', 'my queue'], state: JOB_STATES };

/** The caret is where | stands. */
const at = (marked: string) => {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, found: completionsAt(text, caret, KNOWN) };
};
const labels = (marked: string) => at(marked).found.items.map(({ label }) => label);

describe('completionsAt', () => {
  it.each([
    ['que|', ['queue:']],
    ['state:failed cr|', ['created>']],
    ['-st|', ['state:', 'started>', 'instance:']],
    ['"two words" prio|', ['priority:']],
    ['ration|', ['duration>']],
    ['queue:|', ['embed', 'ocr', 'my queue']],
    ['queue:embed,|', ['ocr', 'my queue']],
    ['queue:o|', ['ocr']],
    ['-queue:em| state:failed', ['embed']],
    ['QUEUE:em|', ['embed']],
    ['queue:"my q|', ['my queue']],
    ['state:ca|', ['cancelled']],
    ['created>|', ['-15m', '-1h', '-6h', '-24h', '-7d']],
    ['duration<|', ['1s', '5s', '30s', '1m', '10m']],
    ['agent:|', []],
    ['timed-out|', []],
    ['unknown:|', []],
  ])('%s', (marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });

  it('offers qualifiers where nothing is typed', () => {
    expect(labels('|')).toHaveLength(8);
    expect(labels('queue:embed |')).toContain('state:');
  });

  it('writes values that can be read', () => {
    const { text, found } = at('queue:embed,my|');
    const { conditions } = parseJobQuery(complete(text, found, found.items[0]).text);
    expect(conditions).toMatchObject([{ values: [{ text: 'embed' }, { text: 'my queue' }] }]);
  });

  it.each([
    ['que|', 'queue:'],
    ['queue:em|', 'queue:embed '],
    ['queue:em| state:failed', 'queue:embed state:failed'],
    ['queue:embed,my|', 'queue:embed,"my queue" '],
    ['created>-1|', 'created>-15m '],
    ['ar|', 'args.'],
  ])('%s becomes %s', (marked, expected) => {
    const { text, found } = at(marked);
    const done = complete(text, found, found.items[0]);
    expect(done.text).toBe(expected);
    expect(done.caret).toBeLessThanOrEqual(done.text.length);
  });
});
