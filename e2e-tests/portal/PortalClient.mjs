const LIMIT_MS = 60_000;

/** Who calls: the guest, or by the header that app-config.test.yaml listens to. */
export const GUEST = 'guest';

/** The HTTP interface of a portal. */
export class PortalClient {
  tokens = new Map();

  constructor(url) {
    this.url = url;
  }

  /** A Backstage token of a user; each is asked for once. */
  tokenOf(user = GUEST) {
    if (!this.tokens.has(user)) this.tokens.set(user, this.signIn(user));
    return this.tokens.get(user);
  }

  /** The answer to a GET below /api/agentos, whatever its status is. */
  async fetch(path, user) {
    return fetch(`${this.url}/api/agentos${path}`, {
      headers: { authorization: `Bearer ${await this.tokenOf(user)}` },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  }

  /** The answer to a POST below /api/agentos, whatever its status is. */
  async post(path, body, user) {
    return fetch(`${this.url}/api/agentos${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.tokenOf(user)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  }

  /** The body of a GET below /api/agentos. */
  async get(path, user) {
    const response = await this.fetch(path, user);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  /** A section of the SSOT. */
  async section(name, user) {
    const { sections } = await this.get(`/ssot?sections=${name}`, user);
    return sections[name];
  }

  async isReady() {
    const response = await fetch(`${this.url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(LIMIT_MS),
    }).catch(() => undefined);
    return response?.ok === true;
  }

  async signIn(user) {
    const provider = user === GUEST ? 'guest' : 'oauth2Proxy';
    const response = await fetch(`${this.url}/api/auth/${provider}/refresh`, {
      headers: {
        'x-requested-with': 'XMLHttpRequest',
        ...(user === GUEST ? {} : { 'x-forwarded-user': user }),
      },
    });
    if (!response.ok) {
      throw new Error(`${user}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()).backstageIdentity.token;
  }
}
