import { fnv1a64 } from './hash';

it.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('gives the published value for %j', (text, hash) => {
  expect(fnv1a64(text)).toBe(hash);
});
