import fc from 'fast-check';
import { TASK_EVENT_TYPES, type TaskEvent } from '../events/CeleryEvent';
import { type TaskFacts, withEvent } from './TaskFacts';
import { viewTask } from './TaskView';

const event = fc.record<TaskEvent>(
  {
    type: fc.constantFrom(...TASK_EVENT_TYPES),
    uuid: fc.constant('t1'),
    worker: fc.constantFrom('w1@a', 'w2@b'),
    at: fc.integer({ min: 1_000, max: 1_020 }),
    clock: fc.integer({ min: 0, max: 3 }),
    retries: fc.integer({ min: 0, max: 2 }),
    eta: fc.integer({ min: 1_000, max: 1_020 }),
    terminated: fc.boolean(),
    requeue: fc.boolean(),
    runtimeMs: fc.integer({ min: 0, max: 9 }),
  },
  { requiredKeys: ['type', 'uuid', 'worker', 'at', 'clock'] },
);

const factsOf = (events: readonly TaskEvent[]) => events.reduce<TaskFacts>(withEvent, { id: 't1' });

describe('facts of a task', () => {
  it('come out the same in whatever order they were told, and however often', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 12 }).chain(events =>
          fc.record({
            events: fc.constant(events),
            told: fc.shuffledSubarray([...events, ...events], {
              minLength: events.length * 2,
              maxLength: events.length * 2,
            }),
          }),
        ),
        ({ events, told }) => {
          expect(factsOf(told)).toEqual(factsOf(events));
          expect(viewTask(factsOf(told))).toEqual(viewTask(factsOf(events)));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('stay the same object when nothing new was told', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), events => {
        const facts = factsOf(events);
        for (const again of events) expect(withEvent(facts, again)).toBe(facts);
      }),
    );
  });
});
