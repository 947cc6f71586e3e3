/** What a page asks for, and what goes wrong in it, since it was opened. */
export class Traffic {
  requests = [];
  sockets = [];
  /** Messages of the console that are errors, and errors nobody caught. */
  errors = [];

  constructor(page) {
    page.on('request', request => {
      this.requests.push({ url: new URL(request.url()), at: Date.now() });
    });
    page.on('websocket', socket => {
      this.sockets.push(new URL(socket.url()));
    });
    page.on('console', message => {
      if (message.type() === 'error') {
        this.errors.push(`${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', error => this.errors.push(error.stack));
  }

  /** Paths of the HTTP calls to the portal's backends since an instant. */
  callsSince(at) {
    return this.requests
      .filter(request => request.at >= at)
      .map(({ url }) => url.pathname)
      .filter(path => path.startsWith('/api/'));
  }

  /** Everything that is not of the portal itself. */
  foreign(portal) {
    const { host } = new URL(portal.url);
    return [...this.requests.map(({ url }) => url), ...this.sockets]
      .filter(url => url.host !== host && !['data:', 'blob:'].includes(url.protocol))
      .map(String);
  }
}
