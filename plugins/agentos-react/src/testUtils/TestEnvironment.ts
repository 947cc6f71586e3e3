import type { Environment } from '../live';

const FRAME_MS = 16;

/** Steps of promises that may lie between two timers. */
const MICROTASKS = 30;

/**
 * A browser whose time, chance, visibility and network are what the test says.
 * @public
 */
export class TestEnvironment implements Environment {
  /** What `random()` answers. */
  chance = 0.5;
  private elapsed = 0;
  private visible = true;
  private readonly timers = new Set<{ at: number; callback: () => void }>();
  private readonly visibilityListeners = new Set<() => void>();
  private readonly networkListeners = new Set<() => void>();

  /** @param startedAt - wall clock at the start, ms since epoch */
  constructor(private readonly startedAt = Date.UTC(2026, 0, 1, 12)) {}

  now() {
    return this.startedAt + this.elapsed;
  }

  monotonic() {
    return this.elapsed;
  }

  random() {
    return this.chance;
  }

  setTimer(callback: () => void, delayMs: number) {
    const timer = { at: this.elapsed + Math.max(0, delayMs), callback };
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }

  requestFrame(callback: () => void) {
    let release = () => {};
    const cancel = this.setTimer(() => {
      // No frames are drawn for a hidden tab: they come when it is seen again.
      if (this.visible) callback();
      else release = this.onVisibilityChange(callback);
    }, FRAME_MS);
    return () => {
      cancel();
      release();
    };
  }

  isVisible() {
    return this.visible;
  }

  onVisibilityChange(listener: () => void) {
    this.visibilityListeners.add(listener);
    return () => {
      this.visibilityListeners.delete(listener);
    };
  }

  onNetworkChange(listener: () => void) {
    this.networkListeners.add(listener);
    return () => {
      this.networkListeners.delete(listener);
    };
  }

  /** Timers that wait. */
  get pendingTimers() {
    return this.timers.size;
  }

  /** Those who are told of visibility and network. */
  get listenerCount() {
    return this.visibilityListeners.size + this.networkListeners.size;
  }

  show(visible: boolean) {
    this.visible = visible;
    Array.from(this.visibilityListeners).forEach(listener => listener());
  }

  changeNetwork() {
    Array.from(this.networkListeners).forEach(listener => listener());
  }

  /** Lets time pass: runs what is due in order, and the promises in between. */
  async advance(durationMs: number) {
    const until = this.elapsed + durationMs;
    await this.settle();
    for (let due = this.next(until); due; due = this.next(until)) {
      this.elapsed = Math.max(this.elapsed, due.at);
      this.timers.delete(due);
      due.callback();
      await this.settle();
    }
    this.elapsed = until;
  }

  /** Lets time pass until something is so. Throws when it is not within the limit. */
  async until(isSo: () => boolean, limitMs = 600_000) {
    const end = this.elapsed + limitMs;
    await this.settle();
    while (!isSo()) {
      const due = this.next(end);
      if (!due) throw new Error(`Did not come to pass within ${limitMs} ms`);
      await this.advance(due.at - this.elapsed);
    }
  }

  private async settle() {
    for (let step = 0; step < MICROTASKS; step++) await Promise.resolve();
  }

  private next(until: number) {
    let first: { at: number; callback: () => void } | undefined;
    for (const timer of this.timers) {
      if (timer.at <= until && (!first || timer.at < first.at)) first = timer;
    }
    return first;
  }
}
