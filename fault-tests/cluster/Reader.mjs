import { COUNTERS } from '../fleet/Fleet.mjs';

const EVERY_MS = 300;
const LIMIT_MS = 5_000;

/** Reads `GET /ssot` of one replica again and again, and notes a read that goes back within an epoch, and failures. */
export class Reader {
  stopped = false;
  known = new Map();

  constructor(portal, name) {
    this.portal = portal;
    this.name = name;
    this.begin();
  }

  begin() {
    this.violations = [];
    this.reads = 0;
    this.failures = 0;
  }

  start() {
    this.running = this.run();
  }

  async stop() {
    this.stopped = true;
    await this.running;
  }

  async run() {
    while (!this.stopped) {
      if (this.portal.isRunning) await this.read();
      await new Promise(done => setTimeout(done, EVERY_MS));
    }
  }

  async read() {
    let body;
    try {
      const response = await fetch(`${this.portal.url}/api/agentos/ssot?sections=queues`, {
        headers: { authorization: `Bearer ${await this.portal.client.tokenOf('admin')}` },
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      if (!response.ok) throw new Error(`${response.status}`);
      body = await response.json();
    } catch {
      this.failures += 1;
      return;
    }
    this.reads += 1;
    const { epoch, version, sections } = body;
    if (epoch !== this.epoch) this.known.clear();
    else if (version < this.version)
      this.violations.push(`read went back from ${this.version} to ${version}`);
    for (const { id, [COUNTERS.queues]: count } of Object.values(sections.queues.rows)) {
      if (count < this.known.get(id)) this.violations.push(`read of ${id} went back to ${count}`);
      this.known.set(id, count);
    }
    Object.assign(this, { epoch, version });
  }
}
