import { Redis } from 'ioredis';
import { PostgresServer } from '../../e2e-tests/processes/PostgresServer.mjs';
import { RedisServer } from '../../e2e-tests/processes/RedisServer.mjs';
import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { Fleet, MARKER } from '../fleet/Fleet.mjs';
import { FleetServer } from '../fleet/FleetServer.mjs';
import { TcpProxy } from '../network/TcpProxy.mjs';
import { Random } from '../random.mjs';
import { Poster } from './Poster.mjs';
import { Reader } from './Reader.mjs';
import { ReplicaPortal } from './ReplicaPortal.mjs';
import { Watcher } from './Watcher.mjs';

const STEP_MS = 50;
const LEADER_MS = 60_000;
const WATCHERS_PER_REPLICA = 2;

/** Two replicas on one Redis, each behind a line of its own, and one PostgreSQL; the fleet, clients and a service. */
export class Cluster {
  static leaseSeconds = 5;
  undo = [];

  static async start(seed) {
    const cluster = new Cluster(seed);
    try {
      await cluster.begin();
      return cluster;
    } catch (error) {
      await cluster.dispose();
      throw error;
    }
  }

  constructor(seed) {
    this.seed = seed;
    this.fleet = new Fleet(new Random(seed, 'fleet'));
  }

  async begin() {
    this.postgres = await this.own(await PostgresServer.create());
    await this.postgres.start();
    this.redis = await this.own(await RedisServer.create());
    await this.redis.start();
    this.fleetServer = await this.own(await FleetServer.start(this.fleet));
    this.lines = [];
    this.portals = [];
    for (let index = 0; index < 2; index += 1) {
      const line = await this.own(await TcpProxy.start(this.redis.port));
      this.lines.push(line);
      const portal = await ReplicaPortal.create({
        env: {
          ...this.postgres.env,
          REDIS_URL: `redis://127.0.0.1:${line.port}`,
          FLEET_URL: this.fleetServer.url,
        },
      });
      this.portals.push(await this.own(portal));
      // One after the other, as `npm start` lets them.
      await portal.start();
    }
    this.admin = new Redis(this.redis.url, { maxRetriesPerRequest: null });
    this.admin.on('error', () => {});
    this.undo.push(() => this.admin.disconnect());
    this.poster = new Poster(this.portals);
    this.readers = this.portals.map((portal, index) => new Reader(portal, `reader ${index}`));
    this.watchers = this.portals.flatMap((portal, index) =>
      Array.from({ length: WATCHERS_PER_REPLICA }, (_, n) => new Watcher(portal, `client ${index}.${n}`)),
    );
    for (const part of [this.poster, ...this.readers, ...this.watchers]) {
      part.start();
      this.undo.push(() => part.stop());
    }
    this.stepping = setInterval(() => this.flows && this.fleet.step(), STEP_MS);
    this.undo.push(() => clearInterval(this.stepping));
  }

  /** Lets the fleet work and the service post, or not. */
  async flow(flows) {
    this.flows = flows;
    if (flows) this.poster.paused = false;
    else await this.poster.pause();
  }

  /** Everything forgotten that an earlier scenario noted. */
  forget() {
    for (const part of [this.poster, ...this.readers, ...this.watchers]) part.begin();
    this.fleet.effects.length = 0;
    this.beganAt = performance.now();
  }

  /** Everything that a scenario broke as it was. */
  async heal() {
    this.fleetServer.heal();
    for (const line of this.lines) line.open();
    if (!this.redis.process.isRunning) await this.redis.start();
    if (!this.postgres.process.isRunning) await this.postgres.start();
    for (const watcher of this.watchers) watcher.back();
    for (const portal of this.portals) {
      if (portal.isRunning) portal.resume();
      else await portal.start();
    }
    await this.leader();
  }

  /** A state that nothing is left in of what was before: replicas anew, on a Redis without a key. */
  async renew() {
    await this.heal();
    await Promise.all(this.portals.map(portal => portal.kill()));
    await this.admin.flushall();
    await this.heal();
    await this.change();
  }

  /** Index of the replica that leads, when both say the same. */
  async leader() {
    const found = await waitFor(
      'one leader that both replicas name',
      async () => {
        const answers = await Promise.all(this.portals.map(portal => portal.replica()));
        const leader = answers.findIndex(answer => answer.leader);
        const isOne =
          leader >= 0 &&
          answers.filter(answer => answer.leader).length === 1 &&
          answers.every(answer => answer.leaderId === answers[leader].id);
        return isOne && { leader };
      },
      LEADER_MS,
    );
    return found.leader;
  }

  /** Clients of a replica. */
  watchersOf(index) {
    return this.watchers.filter(({ portal }) => portal === this.portals[index]);
  }

  /** The time from a change of the fleet to the client that sees it last, ms. */
  async change({ of = this.watchers, limitMs = 60_000 } = {}) {
    const value = this.fleet.mark();
    const times = await Promise.all(of.map(watcher => watcher.sees(MARKER, value, limitMs)));
    return Math.max(...times);
  }

  async dispose() {
    for (const undo of this.undo.reverse()) await undo();
    this.undo = [];
  }

  own(part) {
    this.undo.push(() => part.dispose());
    return part;
  }
}
