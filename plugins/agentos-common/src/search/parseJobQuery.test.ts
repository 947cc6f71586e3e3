import type { ParsedJobQuery } from './JobCondition';
import type { JobQueryError } from './JobQueryError';
import { parseJobQuery } from './parseJobQuery';

const errorOf = (text: string): JobQueryError => {
  try {
    parseJobQuery(text);
  } catch (error) {
    return error as JobQueryError;
  }
  throw new Error(`${text} was read`);
};

const exact = { type: 'exact', not: false };
const day = (at: string) => ({ kind: 'absolute', at: `${at}T00:00:00.000Z` });

describe('parseJobQuery', () => {
  it.each<[string, object]>([
    [
      'queue:embed,ocr*',
      {
        type: 'pattern',
        field: 'queue',
        not: false,
        values: [
          { text: 'embed', prefix: false },
          { text: 'ocr', prefix: true },
        ],
      },
    ],
    ['-name:*', { type: 'pattern', field: 'name', not: true, values: [{ text: '', prefix: true }] }],
    ['name:"a *"', { type: 'pattern', field: 'name', not: false, values: [{ text: 'a *', prefix: false }] }],
    ['name:"a *"*', { type: 'pattern', field: 'name', not: false, values: [{ text: 'a *', prefix: true }] }],
    ['State:FAILED,lost', { type: 'state', field: 'state', not: false, values: ['failed', 'lost'] }],
    ['user:user:default/guest', { ...exact, field: 'user', values: ['user:default/guest'] }],
    ['id:"a,b",c', { ...exact, field: 'id', values: ['a,b', 'c'] }],
    ['worker:"say \\"hi\\" \\\\ c:\\temp"', { ...exact, field: 'worker', values: ['say "hi" \\ c:\\temp'] }],
    ['error:"timed out"', { type: 'contains', field: 'error', not: false, values: ['timed out'] }],
    [
      'ARGS.Customer.id:42',
      { type: 'argument', field: 'args', path: 'Customer.id', not: false, values: ['42'] },
    ],
    ['priority:1,-0,-7', { type: 'number', field: 'priority', not: false, values: [1, 0, -7] }],
    [
      'created>2026-01-31',
      { type: 'instant', field: 'created', not: false, bound: 'from', value: day('2026-01-31') },
    ],
    [
      '-finished<-2h',
      {
        type: 'instant',
        field: 'finished',
        not: true,
        bound: 'to',
        value: { kind: 'relative', agoMs: 7_200_000 },
      },
    ],
    ['duration>1.5s', { type: 'duration', field: 'duration', not: false, bound: 'from', value: 1500 }],
  ])('reads %s', (text, condition) => {
    expect(parseJobQuery(text)).toEqual({ conditions: [condition], text: [] });
  });

  it.each<[string, string[]]>([
    ['', []],
    ['  connection   refused\n', ['connection', 'refused']],
    ['"connection refused"', ['connection refused']],
    ['TypeError: x', ['TypeError:', 'x']],
    ['10.0.0.1:6379 don"t a - b', ['10.0.0.1:6379', 'don"t', 'a', '-', 'b']],
    ['"-1" "queue:embed"', ['-1', 'queue:embed']],
    ["' OR 1=1; DROP TABLE jobs", ["'", 'OR', '1=1;', 'DROP', 'TABLE', 'jobs']],
  ])('takes %j for text', (text, words) => {
    expect(parseJobQuery(text)).toEqual({ conditions: [], text: words });
  });

  it('joins conditions and text in any order', () => {
    const query: ParsedJobQuery = parseJobQuery('timeout created>-1d -queue:embed created<2026-01-31');
    expect(query.conditions.map(({ field, not }) => `${not ? '-' : ''}${field}`)).toEqual([
      'created',
      '-queue',
      'created',
    ]);
    expect(query.text).toEqual(['timeout']);
  });

  it.each([
    ['\u202egnp.exe', 'bidi'],
    ['<img src=x onerror=alert(1)>', 'markup'],
    ['__proto__', 'a property name'],
    ['a\u0000b', 'NUL'],
    ['\ud800', 'a lone surrogate'],
    ["'; DROP TABLE jobs; --", 'SQL'],
    ['%_\\', 'LIKE wildcards'],
    ['(a+)+$', 'a regular expression'],
  ])('keeps %j (%s) as it is', value => {
    const quoted = `"${value.replace(/\\/g, '\\\\')}"`;
    const query = parseJobQuery(`agent:${quoted} args.__proto__.constructor:${quoted} ${quoted}`);
    expect(query).toEqual({
      conditions: [
        { ...exact, field: 'agent', values: [value] },
        { type: 'argument', field: 'args', path: '__proto__.constructor', not: false, values: [value] },
      ],
      text: [value],
    });
    expect(({} as Record<string, unknown>).constructor).toBe(Object);
  });

  it.each<[string, number, string | undefined, RegExp]>([
    ['a stat:failed', 2, 'stat', /"stat" \(character 3\)\. Did you mean state, as in state:failed/],
    ['-status:failed', 1, 'status', /Did you mean state,/],
    ['http://localhost', 0, 'http', /There are queue, name, .*quotes/],
    ['__proto__:x', 0, '__proto__', /no qualifier "__proto__"/],
    ['constructor>1', 0, 'constructor', /no qualifier "constructor"/],
    ['queue.x:1', 0, 'queue.x', /Did you mean queue,/],
    ['queue: embed', 6, 'queue', /missing .*right after, as in queue:embed/],
    ['state:failed,', 13, 'state', /missing/],
    ['state:,failed', 6, 'state', /missing/],
    ['state:done', 6, 'state', /"done" is no value of state .* one of queued, .*unknown/],
    ['state:"a\u202eb"', 6, 'state', /"a\\u\{202e\}b"/],
    ['created:2026-01-31', 7, 'created', /does not take : .*> \(from\) or < .*created>-2h/],
    ['queue>a', 5, 'queue', /does not take > .*colon/],
    ['created>2026-02-30', 8, 'created', /"2026-02-30" is no value of created .*2026-01-31/],
    ['created>2h', 8, 'created', /such as -2h/],
    ['created>-1h,-2h', 11, 'created', /takes one value/],
    ['duration>500', 9, 'duration', /unit, ms, s, m, h or d/],
    ['duration>9999999999999d', 9, 'duration', /at most 36500d/],
    ['priority:99999999999999999999', 9, 'priority', /15 digits/],
    ['queue:a*b', 7, undefined, /not at its end .*quotes/],
    ['agent:a*', 6, 'agent', /takes no \* .*Only queue and name/],
    ['args:1', 0, 'args', /names no argument .*args\.customer\.id:42/],
    ['args.a..b:1', 0, 'args.a..b', /names no argument/],
    ['args.a,b:1', 0, 'args.a,b', /names no argument/],
    ['a "b', 2, undefined, /not closed/],
    ['a "b\\"', 2, undefined, /not closed/],
    ['agent:""', 6, undefined, /nothing between the quotes/],
    ['"a"b', 3, undefined, /"b" follows a closing quote/],
    ['agent:"a"b', 9, undefined, /"b" follows a closing quote/],
    ['a -timeout', 2, undefined, /"-timeout" excludes nothing .*-error:timeout/],
  ])('refuses %j at %i', (text, position, qualifier, message) => {
    const error = errorOf(text);
    expect(error).toMatchObject({ name: 'InputError', position, qualifier });
    expect(error.message).toMatch(message);
  });

  it('reads 2,000 characters and no more', () => {
    expect(parseJobQuery('a'.repeat(2_000)).text).toHaveLength(1);
    const error = errorOf('a'.repeat(2_001));
    expect(error).toMatchObject({ name: 'InputError', position: 2_000 });
    expect(error.message).toMatch(/2001 characters.*At most 2000/);
  });

  it('reads 50 conditions and words and no more', () => {
    const terms = [...Array(25).fill('queue:a'), ...Array(25).fill('a')];
    const query = parseJobQuery(terms.join(' '));
    expect([query.conditions.length, query.text.length]).toEqual([25, 25]);
    expect(errorOf([...terms, 'b'].join(' ')).message).toMatch(/more than 50 .*quotes.*commas/);
    expect(errorOf([...terms, 'id:b'].join(' ')).message).toMatch(/more than 50/);
  });

  it('reads 50 values of a qualifier and no more', () => {
    expect(parseJobQuery(`id:${Array(50).fill('a').join(',')}`).conditions).toHaveLength(1);
    expect(errorOf(`id:${Array(51).fill('a').join(',')}`).message).toMatch(/too many values/);
  });
});
