import { createRedactor, HIDDEN } from './redact';

describe('the redactor', () => {
  const redact = createRedactor({ keys: ['ssn'], patterns: ['\\b\\d{16}\\b'] });

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
});
