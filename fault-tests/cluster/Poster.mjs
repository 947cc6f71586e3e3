const EVERY_MS = 250;
const AGAIN_MS = 500;
const LIMIT_MS = 5_000;
// Of app-config.test.yaml.
const TOKEN = 'agentos-test-service-token';

/** A service that posts events to the replicas in turn, each until it is accepted, with one id. */
export class Poster {
  stopped = false;
  paused = true;
  posted = 0;

  constructor(portals) {
    this.portals = portals;
    this.begin();
  }

  /** Forgets what was accepted. */
  begin() {
    /** Ids as clients see them, and when they were accepted. */
    this.accepted = new Map();
    this.refused = 0;
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
      if (!this.paused) {
        this.posting = this.post(this.portals[this.posted % this.portals.length]);
        await this.posting;
      }
      await new Promise(done => setTimeout(done, EVERY_MS));
    }
  }

  /** Resolves when nothing is on its way any more. */
  async pause() {
    this.paused = true;
    await this.posting;
  }

  /** One event: accepted in the end, also by a portal that is away for a time. */
  async post(portal, { once = false } = {}) {
    this.posted += 1;
    const id = `posted-${this.posted}`;
    let candidate = portal;
    while (!this.stopped) {
      if (await this.send(candidate, id)) {
        this.accepted.set(`agentos-test:${id}`, performance.now());
        return id;
      }
      this.refused += 1;
      if (once) break;
      // Whoever sends looks for a replica that answers.
      candidate = this.portals[(this.portals.indexOf(candidate) + 1) % this.portals.length];
      await new Promise(done => setTimeout(done, AGAIN_MS));
    }
    return undefined;
  }

  async send(portal, id) {
    try {
      const response = await fetch(`${portal.url}/api/agentos/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          id,
          name: 'pipeline:status',
          payload: { pipelineId: 'faults', status: 'posted' },
        }),
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      await response.arrayBuffer();
      return response.status === 202;
    } catch {
      return false;
    }
  }
}
