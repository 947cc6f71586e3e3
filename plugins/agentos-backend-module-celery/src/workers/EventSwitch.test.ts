import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { EventSwitch } from './EventSwitch';

describe('EventSwitch', () => {
  let clock: ManualClock;
  let asked: Array<[string, string[] | undefined]>;
  let deaf: Set<string>;

  const create = (options: { mayAsk?: boolean; isWanted?: boolean } = {}) =>
    new EventSwitch({
      control: {
        cast: async (method: string) => {
          asked.push([method, undefined]);
          return 1;
        },
        call: async (
          method: string,
          _args?: object,
          { destination = [] }: { destination?: readonly string[] } = {},
        ) => {
          asked.push([method, Array.from(destination)]);
          return {
            replies: new Map(),
            bodies: new Map(),
            listeners: 1,
            missing: destination.filter(name => deaf.has(name)),
          };
        },
      },
      clock,
      logger: mockServices.logger.mock(),
      mayAsk: true,
      isWanted: true,
      ...options,
    });

  const pass = async () => {
    clock.advance(200);
    await new Promise(resolve => setImmediate(resolve));
  };

  beforeEach(() => {
    clock = new ManualClock();
    asked = [];
    deaf = new Set();
  });

  it('asks workers that come together at once, and again those that did not listen yet', async () => {
    const events = create();
    deaf.add('w2');
    for (const worker of ['w1', 'w2', 'w3']) events.switchOn(worker);
    await pass();
    expect(asked).toEqual([['enable_events', ['w1', 'w2', 'w3']]]);
    deaf.clear();
    await pass();
    await pass();
    expect(asked.slice(1)).toEqual([['enable_events', ['w2']]]);
  });

  it('gives up a worker that never answers, until it comes again', async () => {
    const events = create();
    deaf.add('w1');
    events.switchOn('w1');
    for (let count = 0; count < 9; count += 1) await pass();
    expect(asked).toHaveLength(5);
    events.switchOn('w1');
    await pass();
    expect(asked).toHaveLength(6);
    events.stop();
    await pass();
    expect(asked).toHaveLength(6);
  });

  it('asks for nothing where nothing may be published, and for no task events where they are not wanted', async () => {
    for (const events of [create({ mayAsk: false }), create({ isWanted: false })]) {
      events.switchOn('w1');
      await events.callIn();
      await events.switchAllOn();
      await pass();
    }
    expect(asked).toEqual([['heartbeat', undefined]]);
  });
});
