import { aQueue, aWorker } from '@agentos-portal/plugin-agentos-react/testUtils';
import { queueCapacity } from './queueCapacity';

describe('queueCapacity', () => {
  const embed = aQueue({ id: 's.embed', name: 'embed', processing: 3, consumers: 2 });

  const of = (workers: Parameters<typeof queueCapacity>[1], queue = embed) =>
    queueCapacity([queue], workers)[0];

  it('adds up the slots of the live workers of the queue and its source', () => {
    const workers = [
      aWorker({ id: 'a', concurrency: 4 }),
      aWorker({ id: 'b', concurrency: 2, queues: ['embed', 'index'] }),
      aWorker({ id: 'c', concurrency: 8, tier: 'offline' }),
      aWorker({ id: 'd', concurrency: 8, queues: ['index'] }),
      aWorker({ id: 'e', concurrency: 8, source: 'other' }),
    ];

    expect(of(workers)).toMatchObject({ busy: 3, slots: 6, isShared: true, isUnattended: false });
  });

  it('invents no slots where no worker says', () => {
    expect(of([aWorker({ concurrency: null })]).slots).toBeUndefined();
    expect(of([]).slots).toBeUndefined();
    expect(of([], { ...embed, processing: null }).busy).toBeUndefined();
  });

  it('believes the queue that nobody consumes it, and judges by workers where it does not say', () => {
    expect(of([aWorker()], { ...embed, consumers: 0 }).isUnattended).toBe(true);
    expect(of([], { ...embed, consumers: 1 }).isUnattended).toBe(false);
    expect(of([], { ...embed, consumers: null }).isUnattended).toBe(true);
    expect(of([aWorker()], { ...embed, consumers: null }).isUnattended).toBe(false);
  });

  it('puts queues nobody consumes first, then the fullest', () => {
    const queues = [
      aQueue({ id: 'a', name: 'calm', processing: 0 }),
      aQueue({ id: 'b', name: 'full', processing: 4 }),
      aQueue({ id: 'c', name: 'lonely', consumers: 0 }),
    ];
    const workers = [aWorker({ queues: ['calm', 'full'] })];

    expect(queueCapacity(queues, workers).map(({ name }) => name)).toEqual(['lonely', 'full', 'calm']);
  });
});
