import type { RoundFindings } from '../rounds/TaskRound';
import type { TaskModel } from '../tasks/TaskModel';

/**
 * How long the messages that run next have waited. A message does not say when it was sent: it is known of those whose sending was
 * told, and of the others since when they were seen.
 * @internal
 */
export class OldestWaiting {
  private ages = new Map<string, number>();

  constructor(private readonly tasks: TaskModel) {}

  note({ waiting, at }: RoundFindings) {
    this.ages = new Map(
      waiting.flatMap(({ queue, oldest }): Array<[string, number]> => {
        const ages = oldest.map(id => {
          const facts = this.tasks.get(id)?.facts;
          return Math.max(0, at - (facts?.sentAt ?? facts?.seenAt ?? at));
        });
        return ages.length > 0 ? [[queue, Math.max(...ages)]] : [];
      }),
    );
  }

  /** As of the last look, as nobody knows whether it still waits; undefined when none was seen. */
  ageMs(queue: string): number | undefined {
    return this.ages.get(queue);
  }
}
