import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { ControlClient } from '../control';
import { type HeldPlace, type HeldTask, readHeldTasks } from './HeldTask';
import { readQueues, readStats } from './WorkerAnswers';
import type { WorkerModel } from './WorkerModel';

/**
 * What all workers said that they have.
 * @internal
 */
export interface Inspection {
  held: Map<string, HeldTask>;
  /** Workers that told all of it: a task that they should have and that is not in `held` they do not have. */
  told: ReadonlySet<string>;
  /** Every worker that listens has told. */
  isComplete: boolean;
}

const PLACES: readonly HeldPlace[] = ['active', 'reserved', 'scheduled'];

/** Workers that are busy answer late; a round is nobody's to wait for. */
const LIMIT_MS = 3_000;

/**
 * Asks all workers at once for their figures, their queues and their tasks.
 * @internal
 */
export class WorkerInspector {
  constructor(
    private readonly control: Pick<ControlClient, 'call'>,
    private readonly workers: WorkerModel,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** @throws ServiceUnavailableError when Redis does not take the requests */
  async run(): Promise<Inspection> {
    const call = (method: string, args = {}) => this.control.call(method, args, { limitMs: LIMIT_MS });
    const [stats, queues, ...places] = await Promise.all([
      call('stats'),
      call('active_queues'),
      ...PLACES.map(place => call(place, place === 'active' ? { safe: true } : {})),
    ]);
    for (const [name, answer] of stats.replies) {
      const worker = this.workers.meet(name);
      const read = readStats(answer);
      if (worker && read && worker.takeStats(read)) this.workers.replaced(worker, this.clock.now());
    }
    for (const [name, answer] of queues.replies) {
      const worker = this.workers.meet(name);
      if (worker) worker.queues = readQueues(answer) ?? worker.queues;
    }
    const held = new Map<string, HeldTask>();
    const answers = new Map<string, number>();
    PLACES.forEach((place, index) => {
      for (const [name, answer] of places[index].replies) {
        const tasks = readHeldTasks(name, place, answer);
        if (!tasks) continue;
        answers.set(name, (answers.get(name) ?? 0) + 1);
        // The one that runs it says more than one that has it too.
        for (const task of tasks) if (!held.has(task.id)) held.set(task.id, task);
      }
    });
    const told = new Set(
      Array.from(answers).flatMap(([name, count]) => (count === PLACES.length ? [name] : [])),
    );
    const isMissing = places.some(({ missing }) => missing.length > 0);
    return { held, told, isComplete: !isMissing && answers.size === told.size };
  }
}
