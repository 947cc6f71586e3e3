import type { EventMessage } from '@agentos-portal/plugin-agentos-common';
import { SAMPLE_AT } from './rows';

let count = 0;

/**
 * An event as the server sends it, each with an id of its own.
 * @public
 */
export const anEvent = (overrides: Partial<EventMessage> = {}): EventMessage => {
  count += 1;
  return {
    type: 'job:done',
    id: `event-${count}`,
    version: 1,
    rooms: ['admin', 'job_status'],
    data: { jobId: 'sample.embed.42', name: 'embed.document', queue: 'embed' },
    timestamp: SAMPLE_AT,
    priority: 'normal',
    ...overrides,
  };
};
