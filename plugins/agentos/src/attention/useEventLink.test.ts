import type { AttentionLinks } from './Attention';
import { eventLink } from './useEventLink';

const LINKS: AttentionLinks = {
  queue: id => `/queue/${id}`,
  job: id => `/job/${id}`,
  worker: id => `/worker/${id}`,
  agent: id => `/agent/${id}`,
  freshness: '#freshness',
};

describe('eventLink', () => {
  it.each([
    [{ jobId: 'j', queue: 'q', worker: 'w' }, '/job/j'],
    [{ workerId: 'w' }, '/worker/w'],
    [{ queueId: 'q' }, '/queue/q'],
    [{ agentId: 'a' }, '/agent/a'],
    [{ queue: 'only a name' }, undefined],
    [{ jobId: 7 }, undefined],
  ])('leads %j to %s', (data, to) => {
    expect(eventLink({ data }, LINKS)).toBe(to);
  });
});
