import { tokenExpiry } from './tokenExpiry';

const token = (payload: string) =>
  `header.${btoa(payload).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')}.signature`;

describe('tokenExpiry', () => {
  it.each([
    [token('{"exp":1700000000}'), 1_700_000_000_000],
    // Characters in which base64url differs from base64.
    [token('{"exp":1700000000,"name":"\xff\xfe\xfb\xbf"}'), 1_700_000_000_000],
    [token('{"exp":"1700000000"}'), undefined],
    [token('{}'), undefined],
    [token('null'), undefined],
    [token('no JSON'), undefined],
    ['no token', undefined],
    ['', undefined],
  ])('%s: %p', (text, expiry) => {
    expect(tokenExpiry(text)).toBe(expiry);
  });

  it('meets the characters it is tested with', () => {
    expect(token('{"exp":1700000000,"name":"\xff\xfe\xfb\xbf"}')).toMatch(/[-_]/);
  });
});
