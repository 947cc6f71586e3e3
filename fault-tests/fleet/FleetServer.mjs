import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** A feed that begins repeats what happened in this time: who feeds from it may have died with what it had not committed. */
const REPLAY_MS = 30_000;
const ALIVE_MS = 1_000;

const GARBAGE = [
  { observations: 'none', events: 7 },
  { observations: [{ section: 'queues', upsert: { id: '../..', completed: -1 } }], events: [{ name: 1 }] },
  { observations: [{ section: 'nowhere', upsert: { id: 'x' } }, null, { section: 'jobs', patch: {} }] },
];

/**
 * The fleet over HTTP, as a source reads it, and what can be wrong with that.
 * `GET /collect/:section`, `GET /feed` (a JSON text a line), `POST /operate`, `POST /fingerprint`.
 */
export class FleetServer {
  collects = 0;
  /** `dead` closes every connection, `hung` answers nothing, `garbage` answers what is no fleet. */
  state = 'well';
  /** Collects are answered so much later, with what was true when they were asked. */
  collectDelayMs = 0;
  /** What becomes of a change on the feed: the changes that are sent for it, in this order. */
  deliver = change => [change];
  /** Called before an operation has its effects. */
  beforeEffect = async () => {};
  guards = new Set();
  #feeds = new Set();
  #controls = new Set();

  static async start(fleet) {
    const server = new FleetServer(fleet);
    server.http.listen(0, '127.0.0.1');
    await once(server.http, 'listening');
    return server;
  }

  constructor(fleet) {
    this.fleet = fleet;
    this.http = createServer((request, response) => {
      this.#answer(request, response).catch(error => response.destroy(error));
    });
    this.stopListening = fleet.onChange(change => {
      for (const due of this.deliver(change)) this.#send({ ...due, rowsOf: due.number });
    });
    this.timer = setInterval(() => this.#send({}), ALIVE_MS);
  }

  get url() {
    return `http://127.0.0.1:${this.http.address().port}`;
  }

  set(state) {
    this.state = state;
    if (state === 'dead') for (const feed of this.#feeds) feed.destroy();
  }

  heal() {
    this.set('well');
    this.collectDelayMs = 0;
    this.deliver = change => [change];
    this.beforeEffect = async () => {};
  }

  /** Takes guards out of the replicas, in memory, or gives them back. */
  removeGuards(names) {
    this.guards = new Set(names);
    for (const control of this.#controls) this.#tellGuards(control);
  }

  async dispose() {
    clearInterval(this.timer);
    this.stopListening();
    this.http.close();
    this.http.closeAllConnections();
  }

  async #answer(request, response) {
    const { pathname } = new URL(request.url, 'http://fleet');
    if (pathname === '/control') {
      this.#controls.add(response);
      response.on('close', () => this.#controls.delete(response));
      this.#tellGuards(response);
      return;
    }
    if (this.state === 'dead') {
      request.socket.destroy();
      return;
    }
    if (this.state === 'hung') return;
    if (pathname === '/feed') {
      this.#feed(response);
      return;
    }
    response.end(JSON.stringify(await this.#result(pathname, request)));
  }

  async #result(pathname, request) {
    const { fleet } = this;
    if (pathname.startsWith('/collect/')) {
      this.collects += 1;
      if (this.state === 'garbage') return fleet.random.pick([{ rows: 'all' }, { rows: [{ id: 7 }] }, {}]);
      const section = pathname.slice('/collect/'.length);
      const rows = fleet.rows(section);
      const numbers = rows.map(({ id }) => fleet.numbers.get(`${section}/${id}`) ?? 0);
      if (this.collectDelayMs) await new Promise(done => setTimeout(done, this.collectDelayMs));
      return { rows, numbers };
    }
    const body = JSON.parse(await text(request));
    if (pathname === '/fingerprint') {
      return body.targets.map(id => {
        const row = fleet.sections.jobs.get(id);
        return row && `${row.state} ${row.attempt}`;
      });
    }
    await this.beforeEffect(body);
    return fleet.operate(body);
  }

  #feed(response) {
    const since = performance.now() - REPLAY_MS;
    const { changes } = this.fleet;
    const recent = changes.filter(({ at }) => at >= since);
    this.#write(response, {
      rowsOf: changes.length,
      observations: this.fleet.current(recent.flatMap(({ observations }) => observations)),
      events: recent.flatMap(({ events }) => events),
    });
    this.#feeds.add(response);
    response.on('close', () => this.#feeds.delete(response));
    response.on('error', () => {});
  }

  #send(message) {
    if (this.state === 'hung') return;
    for (const feed of this.#feeds) {
      this.#write(feed, this.state === 'garbage' ? this.fleet.random.pick(GARBAGE) : message);
    }
  }

  #write(response, message) {
    response.write(`${JSON.stringify(message)}\n`);
  }

  #tellGuards(response) {
    this.#write(response, { without: Array.from(this.guards) });
  }
}
