import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Lease, StateStore } from '../state';

/** A lease is prolonged, and tried for, this often in its time. */
const TRIES_PER_LEASE = 4;

/** What exists only while this replica leads. @internal */
export interface Reign {
  stop(): Promise<void>;
}

/**
 * Makes this replica the leader when nobody is, and a follower again when somebody else took the lease.
 * @internal
 */
export class Leadership<R extends Reign> {
  private lease: Lease | undefined;
  private reign: R | undefined;
  private provedAt = Number.NEGATIVE_INFINITY;
  private holder: string | undefined;
  private stopped = false;
  private turning: Promise<void> = Promise.resolve();
  private beginning: Promise<void> = Promise.resolve();
  private cancel: () => void = () => {};

  constructor(
    private readonly options: {
      replica: string;
      store: StateStore;
      leaseMs: number;
      clock: Clock;
      logger: LoggerService;
      /** Begins to lead. Whatever it throws gives the lease back. */
      begin: (lease: Lease) => Promise<R>;
    },
  ) {}

  /**
   * Tries once, then goes on by itself. Resolves when this replica leads or follows.
   * @throws InputError of `begin`: what can never work ends the start
   */
  async start() {
    await this.turn();
    await this.beginning.catch(error => {
      if ((error as Error).name === 'InputError') throw error;
    });
  }

  /** Somebody else holds the lease: what this replica wrote since was refused. */
  async fenced(lease: Lease) {
    if (this.lease?.token !== lease.token) return;
    this.options.logger.warn('Another replica leads: this one follows');
    this.lease = undefined;
    await this.end();
  }

  async stop() {
    this.stopped = true;
    this.cancel();
    await this.turning;
    await this.beginning.catch(() => {});
    await this.end();
    const { lease } = this;
    this.lease = undefined;
    if (lease) await this.options.store.release(lease).catch(() => {});
  }

  /** What this replica does as the leader; undefined while it follows. */
  get current(): R | undefined {
    return this.reign;
  }

  /** False when another replica may lead by now: the lease was not proved for its whole time. */
  get mayAct() {
    const { clock, leaseMs } = this.options;
    return this.reign !== undefined && clock.monotonic() - this.provedAt < leaseMs;
  }

  /** The replica that leads, as far as this one knows. */
  get leader(): string | undefined {
    return this.lease?.replica ?? this.holder;
  }

  private turn(): Promise<void> {
    const { clock, leaseMs, logger } = this.options;
    this.turning = (this.lease ? this.renew(this.lease) : this.acquire())
      .catch(error => logger.debug(`No word on who leads: ${error}`))
      .finally(() => {
        // Also while this replica begins to lead, which may take long.
        if (!this.stopped) this.cancel = clock.after(leaseMs / TRIES_PER_LEASE, () => this.turn());
      });
    return this.turning;
  }

  private async renew(lease: Lease) {
    const { store, leaseMs, clock } = this.options;
    const askedAt = clock.monotonic();
    if (await store.renew(lease, leaseMs)) this.provedAt = askedAt;
    else await this.fenced(lease);
  }

  private async acquire() {
    const { store, replica, leaseMs, clock } = this.options;
    const askedAt = clock.monotonic();
    const answer = await store.acquire(replica, leaseMs);
    if ('holder' in answer) {
      this.holder = answer.holder;
      return;
    }
    this.lease = answer.lease;
    this.provedAt = askedAt;
    // One reign after the other: the one before may still be ending.
    this.beginning = this.beginning.catch(() => {}).then(() => this.begin(answer.lease));
    this.beginning.catch(() => {});
  }

  private async begin(lease: Lease) {
    const { store, logger, begin } = this.options;
    const isHeld = () => !this.stopped && this.lease?.token === lease.token;
    if (!isHeld()) return;
    try {
      const reign = await begin(lease);
      if (!isHeld()) {
        await reign.stop();
        return;
      }
      this.reign = reign;
      logger.info('This replica leads');
    } catch (error) {
      logger.error(`This replica cannot lead: ${error}`);
      if (this.lease?.token === lease.token) this.lease = undefined;
      await store.release(lease).catch(() => {});
      throw error;
    }
  }

  private async end() {
    const { reign } = this;
    this.reign = undefined;
    this.beginning = this.beginning.catch(() => {}).then(() => reign?.stop());
    await this.beginning;
  }
}
