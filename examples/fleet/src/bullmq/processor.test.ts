import { Job } from 'bullmq';
import { setImmediate as turn } from 'node:timers/promises';
import { agentById } from '../agents/fleet';
import { FleetQueues } from './fleetQueues';
import { createProcessor } from './processor';

describe('createProcessor', () => {
  const options = {
    queues: new FleetQueues({ connection: {}, onError: () => {} }),
    seed: 1,
    createPause: () => async () => {},
    onError: () => {},
  };
  const processor = createProcessor(
    {
      ...agentById('report'),
      run: async (_, context) => {
        context.log('info', 'the last line');
        return {};
      },
    },
    options,
  );

  it('ends a job when its reports are written, not before', async () => {
    const order: string[] = [];
    const job = {
      attemptsMade: 0,
      log: async (line: string) => {
        await turn();
        order.push(line);
      },
    };
    await processor(job as unknown as Job);
    order.push('ended');
    expect(order).toEqual(['info: the last line', 'ended']);
  });

  it('refuses a job without arguments as the agent does', async () => {
    const job = { attemptsMade: 0, data: null, log: async () => 0 };
    await expect(createProcessor(agentById('split'), options)(job as unknown as Job)).rejects.toMatchObject({
      name: 'InputError',
    });
  });

  it('takes three parameters: BullMQ makes a signal for no other', () => {
    expect(processor).toHaveLength(3);
  });
});
