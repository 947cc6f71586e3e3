import { createRedactor, HIDDEN } from './createRedactor';

describe('the redactor', () => {
  const redact = createRedactor({ keys: ['ssn'], paths: [], patterns: ['\\b\\d{16}\\b'] });

  it('hides keys in any case and spelling, at any depth', () => {
    const value = {
      a: { API_key: 'k', 'api-key': 'k', list: [{ Password: 'p', ok: 1 }], SSN: 3 },
      tokens: 'kept',
    };
    expect(redact(value)).toEqual({
      a: { API_key: HIDDEN, 'api-key': HIDDEN, list: [{ Password: HIDDEN, ok: 1 }], SSN: HIDDEN },
      tokens: 'kept',
    });
    expect(value.a.API_key).toBe('k');
    expect(value.a.list[0].Password).toBe('p');
  });

  it('hides patterns in texts, wherever they stand', () => {
    expect(redact(['card 1234567812345678', { text: '1234567812345678' }])).toEqual([
      `card ${HIDDEN}`,
      { text: HIDDEN },
    ]);
  });

  it('takes a key named __proto__ for data', () => {
    const redacted = redact(JSON.parse('{"__proto__": {"secret": 1}, "token": "t"}'));
    expect(JSON.stringify(redacted)).toBe(`{"__proto__":{"secret":"${HIDDEN}"},"token":"${HIDDEN}"}`);
    expect(({} as { secret?: unknown }).secret).toBeUndefined();
  });

  it('makes no copy of what holds nothing to hide', () => {
    const value = { a: [{ b: null, c: 'x' }], d: 1 };
    expect(redact(value)).toBe(value);
  });

  it('hides a key however often it comes, also after thousands of others', () => {
    for (let index = 0; index < 3000; index += 1) {
      expect(redact({ [`key${index}`]: 1, token: 't', [`${index}${'x'.repeat(100)}`]: 1 })).toMatchObject({
        [`key${index}`]: 1,
        token: HIDDEN,
      });
    }
  });

  it('hides keys also where no path goes on, and before patterns are looked at', () => {
    expect(redact({ list: [[{ Cookie: { deep: 1 } }]] })).toEqual({ list: [[{ Cookie: HIDDEN }]] });
  });

  it('shows nothing of a text beyond what is searched', () => {
    const text = `${'x'.repeat(16_384)}1234567812345678`;
    expect(redact(text)).toBe(`${'x'.repeat(16_384)}${HIDDEN}`);
    expect(createRedactor({ keys: [], paths: [], patterns: [] })(text)).toBe(text);
  });

  it('lets no long text outgrow its field', () => {
    const long = createRedactor({ keys: [], paths: [], patterns: ['x'] });
    expect(long('x'.repeat(2000))).toHaveLength(2000);
    expect(long('x')).toBe(HIDDEN);
  });

  it('leaves what identifies a row, and hides the same in its texts', () => {
    const number = '1234567812345678';
    const row = {
      ...{ id: number, sourceId: number, queue: number, createdAt: number, jobId: number },
      ...{ reason: number, error: { id: number, message: number }, token: number },
    };
    expect(redact.row(row)).toEqual({
      ...row,
      reason: HIDDEN,
      error: { id: HIDDEN, message: HIDDEN },
      token: HIDDEN,
    });
    const plain = { id: number, error: { message: 'no' } };
    expect(redact.row(plain)).toBe(plain);
  });
});

describe('paths', () => {
  const redact = createRedactor({
    keys: [],
    paths: ['args.customer.email', 'args.*.iban', 'result', 'args.list.*.*.deep', 'error.message'],
    patterns: [],
  });

  it('are hidden from the root on, in any case, with * for one part or place', () => {
    const args = {
      ...{ customer: { Email: 'a', name: 'b', more: { email: 'kept' } }, email: 'kept', iban: 'kept' },
      ...{ payer: { iban: 'c', nested: { iban: 'kept' } }, list: [{ a: { deep: 1 }, deep: 'kept' }] },
    };
    const shown = {
      ...args,
      customer: { Email: HIDDEN, name: 'b', more: { email: 'kept' } },
      payer: { iban: HIDDEN, nested: { iban: 'kept' } },
      list: [{ a: { deep: HIDDEN }, deep: 'kept' }],
    };
    expect(redact({ args })).toEqual({ args: shown });
    expect(redact(args, 'args')).toEqual(shown);
    expect(redact(args)).toBe(args);
  });

  it('hide a whole value, of whatever kind', () => {
    expect(redact({ result: null })).toEqual({ result: HIDDEN });
    expect(redact([1], 'result')).toBe(HIDDEN);
    expect(redact.row({ error: { type: 'E', message: 'm' } })).toEqual({
      error: { type: 'E', message: HIDDEN },
    });
  });
});
