import { anEvent } from '../testUtils';
import { EventBuffer } from './EventBuffer';

describe('EventBuffer', () => {
  it('keeps no more than it shows, also while nothing is shown', () => {
    const buffer = new EventBuffer();
    buffer.add(anEvent({ rooms: ['oldest'] }));
    for (let n = 0; n < 500; n++) buffer.add(anEvent({ rooms: ['newer'] }));
    expect(Array.from(buffer.flush())).toEqual(['newer']);
    expect(buffer.view.events).toHaveLength(500);
  });

  it('keeps its view while nothing comes', () => {
    const buffer = new EventBuffer();
    buffer.add(anEvent());
    buffer.flush();
    const { view } = buffer;
    expect(buffer.flush().size).toBe(0);
    expect(buffer.view).toBe(view);
  });
});
