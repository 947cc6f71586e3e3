import type { TaskEvent, TaskEventType } from '../events/CeleryEvent';
import { withEvent } from './TaskFacts';
import { TaskModel } from './TaskModel';

const event = (uuid: string, type: TaskEventType, at: number): TaskEvent => ({
  type,
  uuid,
  worker: 'w1@a',
  at,
  clock: 0,
  args: 'x'.repeat(1_000),
});

function tell(model: TaskModel, told: TaskEvent) {
  return model.update(told.uuid, told.at, facts => withEvent(facts, told));
}

describe('TaskModel', () => {
  it('stays bounded, however many tasks pass through and however many never end', () => {
    const model = new TaskModel();
    for (let index = 0; index < 200_000; index += 1) {
      tell(model, event(`t${index}`, 'received', index));
      tell(model, event(`t${index}`, 'started', index + 0.1));
      // Every tenth is never heard of again.
      if (index % 10 > 0) tell(model, event(`t${index}`, 'succeeded', index + 0.2));
    }
    const { live, ended, remembered } = model.size;
    expect(live).toBeLessThanOrEqual(11_000);
    expect(ended).toBeLessThanOrEqual(1_100);
    expect(remembered).toBeLessThanOrEqual(22_000);
    expect(model.unfollowed + live).toBe(20_000);
  });

  it('does not bring back a task by what is told late', () => {
    const model = new TaskModel({ ended: 0 });
    tell(model, event('t1', 'received', 1));
    tell(model, event('t1', 'succeeded', 3));
    tell(model, event('t2', 'succeeded', 4));
    expect(model.get('t1')).toBeUndefined();
    expect(tell(model, event('t1', 'started', 2))).toBeUndefined();
    expect(tell(model, event('t1', 'received', 9))?.task.view.state).toBe('queued');
  });

  it('tells what a task was before, and nothing when nothing changed', () => {
    const model = new TaskModel();
    expect(tell(model, event('t1', 'received', 1))).toMatchObject({ before: undefined });
    expect(tell(model, event('t1', 'started', 2))).toMatchObject({ before: { state: 'queued' } });
    expect(tell(model, event('t1', 'started', 2))).toBeUndefined();
  });
});
