import type { Departure } from './WorkerModel';

const REMEMBERED = 1_000;

/**
 * Why workers are gone, for as long as somebody may ask.
 * @internal
 */
export class Departures {
  private readonly gone = new Map<string, Pick<Departure, 'reason' | 'at'>>();

  note({ worker: { name }, reason, at }: Departure) {
    this.gone.delete(name);
    this.gone.set(name, { reason, at });
    if (this.gone.size > REMEMBERED) this.gone.delete(this.gone.keys().next().value!);
  }

  /** Why the process that had a worker's name at that moment is gone; undefined when it is not known to be. */
  whyGone(worker: string, at: number): string | undefined {
    const departure = this.gone.get(worker);
    return departure && departure.at >= at ? departure.reason : undefined;
  }
}
