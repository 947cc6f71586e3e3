import { SocketClient } from '../../e2e-tests/live/SocketClient.mjs';
import { Replica } from '../../e2e-tests/live/Replica.mjs';
import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { COUNTERS } from '../fleet/Fleet.mjs';

const ROOMS = ['admin', 'alerts', 'monitoring', 'job_status', 'pipeline_status'];
const AGAIN_MS = 250;

/** A client of the live socket that tells its watcher what it receives. */
class WatchedClient extends SocketClient {
  receive(message) {
    if (this.watcher) this.watcher.see(message);
    else this.messages.push(message);
  }
}

/**
 * A plain client that goes on over every disconnect, by resuming, and notes what must never happen: a gap, a version or a row
 * that goes back within an epoch.
 */
export class Watcher {
  stopped = false;

  /** @param options - `sections` and `rooms` it asks for, `keptVersions` it can be compared at */
  constructor(portal, name, { sections = ['*'], rooms = ROOMS, keptVersions } = {}) {
    this.portal = portal;
    this.name = name;
    this.wanted = { sections, rooms };
    this.replica = new Replica(keptVersions);
    this.begin();
  }

  /** Forgets what was noted, not what is known. */
  begin() {
    this.violations = [];
    this.events = new Map();
    this.dropped = {};
    this.resets = [];
    this.resumes = 0;
    this.messages = 0;
  }

  start() {
    this.running = this.run();
  }

  /** Ends the connection without a goodbye, and stays away until `back`. */
  leave() {
    this.away = true;
    this.client?.socket.terminate();
  }

  back() {
    this.away = false;
  }

  async stop() {
    this.stopped = true;
    this.client?.socket.terminate();
    await this.running;
  }

  get isConnected() {
    return this.client?.socket.readyState === 1;
  }

  counter(section, id) {
    return this.replica.sections.get(section)?.rows.get(id)?.[COUNTERS[section]];
  }

  async run() {
    while (!this.stopped) {
      if (!this.away) {
        try {
          await this.follow();
        } catch {
          // The portal is away: it is tried again.
        }
      }
      await new Promise(done => setTimeout(done, AGAIN_MS));
    }
  }

  async follow() {
    const client = await WatchedClient.open(this.portal, { user: 'admin' });
    this.client = client;
    client.watcher = this;
    const { epoch, version } = this.replica;
    const since = epoch && { epoch, version };
    if (since) this.resumes += 1;
    client.send({ type: 'subscribe', ...this.wanted, ...(since ? { since } : {}) });
    await client.closed;
  }

  see(message) {
    this.messages += 1;
    const { replica } = this;
    if (message.type === 'initial_data') {
      this.resets.push(performance.now());
      if (message.epoch === replica.epoch) this.compare(message);
      replica.reset(message);
    } else if (message.type === 'delta') {
      this.compareRows(message.sections, section => Object.values(section.upsert));
      const gaps = replica.gaps.length;
      replica.apply(message);
      if (replica.gaps.length > gaps) {
        this.note(`gap: delta ${message.from} to ${message.to} at ${replica.version}`);
      }
    } else if (message.type === 'dropped') {
      this.dropped[message.room] = (this.dropped[message.room] ?? 0) + message.count;
    } else if (message.id) {
      this.events.set(message.id, (this.events.get(message.id) ?? 0) + 1);
    }
  }

  /** A whole state of the epoch that is known. */
  compare({ version, sections }) {
    if (version < this.replica.version)
      this.note(`version went back from ${this.replica.version} to ${version}`);
    this.compareRows(sections, section => Object.values(section.rows));
  }

  compareRows(sections, rowsOf) {
    for (const [name, section] of Object.entries(sections)) {
      const counter = COUNTERS[name];
      if (!counter) continue;
      for (const row of rowsOf(section)) {
        const known = this.replica.sections.get(name)?.rows.get(row.id);
        if (!known) continue;
        if (row[counter] < known[counter]) {
          this.note(`${row.id} went back from ${counter} ${known[counter]} to ${row[counter]}`);
        }
        if (row.rev < known.rev) this.note(`${row.id} went back from rev ${known.rev} to ${row.rev}`);
      }
    }
  }

  note(violation) {
    this.violations.push(violation);
  }

  /** Resolves when the marker is at least there; answers how long it took, ms. */
  async sees(id, value, limitMs) {
    const from = performance.now();
    await waitFor(
      `${this.name} to see ${id} at ${value}`,
      () => this.counter('queues', id) >= value,
      limitMs,
    );
    return performance.now() - from;
  }
}
