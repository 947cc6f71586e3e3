import { ExactNumber, parseExactJson } from '@agentos-portal/plugin-agentos-common';
import { createRedactor } from '../redaction';
import { createArgumentReader } from './readArguments';

const redact = createRedactor({ keys: ['iban'], paths: ['args.customer.email'], patterns: ['\\bkey-\\w+'] });
const read = (args: unknown, ...paths: string[]) =>
  Object.fromEntries(
    createArgumentReader(paths, redact)(args as never).map(({ path, value }) => [path, value]),
  );

describe('arguments that searches find', () => {
  it('are those at the paths: texts, numbers and truth values', () => {
    const args = { document: 'd1', customer: { id: 42, vip: false, tags: ['a'], more: {}, none: null } };
    const paths = ['document', 'customer.id', 'customer.vip', 'customer.tags', 'customer.tags.0'];
    expect(read(args, ...paths, 'customer', 'customer.none', 'away.too', 'document.length')).toEqual({
      document: 'd1',
      'customer.id': '42',
      'customer.vip': 'false',
      'customer.tags.0': 'a',
    });
    expect(read('document', 'length')).toEqual({});
    expect(read(null, 'document')).toEqual({});
  });

  it('keep every digit', () => {
    const args = parseExactJson('{"id":12345678901234567890,"price":0.10,"small":7}');
    expect(read(args, 'id', 'price', 'small')).toEqual({
      id: '12345678901234567890',
      price: '0.10',
      small: '7',
    });
    expect(read({ id: new ExactNumber('1e400') }, 'id', 'id.text')).toEqual({ id: '1e400' });
  });

  it('are not what is hidden, by key, path or pattern, wherever it begins', () => {
    expect(read({ token: 't', a: { iban: 'i' }, note: 'my key-1234' }, 'token', 'a.iban', 'note')).toEqual(
      {},
    );
    expect(read({ secret: { id: '1' } }, 'secret.id')).toEqual({});
    const people = { customer: { email: 'e' }, seller: { email: 's' } };
    expect(read(people, 'customer.email', 'seller.email')).toEqual({ 'seller.email': 's' });
    expect(read({ long: `${'x'.repeat(250)} key-123456789` }, 'long')).toEqual({});
  });

  it('are own properties only, and may be named as those of every object', () => {
    expect(read({}, '__proto__', 'constructor.name', 'toString')).toEqual({});
    const reader = createArgumentReader(['__proto__'], redact);
    expect(reader(JSON.parse('{"__proto__":"p"}'))).toEqual([{ path: '__proto__', value: 'p' }]);
  });

  it('are cut, without NUL, and nothing else is touched of 10 MB', () => {
    const untouched = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('read');
        },
      },
    );
    const args = { text: `a\u0000${'😀'.repeat(5_000_000)}`, other: untouched };
    expect(Array.from(read(args, 'text').text)).toHaveLength(256);
    expect(read(args, 'text').text.startsWith('a\ufffd😀')).toBe(true);
  });
});
