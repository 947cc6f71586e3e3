import { Job } from 'bullmq';
import { setImmediate as turn } from 'node:timers/promises';
import { agentById } from '../agents/fleet';
import { FleetQueues } from './fleetQueues';
import { createProcessor } from './processor';

describe('createProcessor', () => {
  const queues = new FleetQueues({ connection: {}, onError: () => {} });
  const processor = createProcessor(
    {
      ...agentById('report'),
      run: async (_, context) => {
        context.log('info', 'the last line');
        return {};
      },
    },
    { queues, seed: 1, createPause: () => async () => {}, onError: () => {} },
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

  it('takes three parameters: BullMQ makes a signal for no other', () => {
    expect(processor).toHaveLength(3);
  });
});
