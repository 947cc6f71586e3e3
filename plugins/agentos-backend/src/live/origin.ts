/**
 * Makes the check of the `Origin` header: present and equal by scheme, host and port to one of the allowed origins.
 * @param allowed - `app.baseUrl` and `agentos.live.allowedOrigins`
 * @internal
 */
export function createOriginCheck(allowed: string[]) {
  const origins = new Set(allowed.map(url => new URL(url).origin));
  return (header: string | undefined): boolean => {
    if (header === undefined) return false;
    try {
      const url = new URL(header);
      // Only a bare origin: with a path or credentials it came from no browser.
      return url.origin !== 'null' && header.toLowerCase() === url.origin && origins.has(url.origin);
    } catch {
      return false;
    }
  };
}
