/**
 * When a JWT expires, ms since epoch; undefined when the text is no JWT or does not say. The signature is the server's business.
 * @internal
 */
export function tokenExpiry(token: string): number | undefined {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const { exp } = JSON.parse(atob(payload));
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
