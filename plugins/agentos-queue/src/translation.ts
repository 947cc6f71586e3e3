import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { EXPLORER_MESSAGES } from './explorer/messages';
import { JOB_MESSAGES } from './job/messages';
import { QUEUE_MESSAGES } from './page/messages';
import { SCHEDULE_MESSAGES } from './schedules/messages';

/**
 * Every message of the Queue tab, by the folder that shows it. A portal replaces them by a translation resource.
 * @public
 */
export const queueTranslationRef = createTranslationRef({
  id: 'agentos-queue',
  messages: {
    views: {
      label: 'Views of the queue',
      loading: 'Loading',
      queues: 'Queues',
      jobs: 'Jobs',
      schedules: 'Schedules',
    },
    queues: QUEUE_MESSAGES,
    explorer: EXPLORER_MESSAGES,
    job: JOB_MESSAGES,
    schedules: SCHEDULE_MESSAGES,
  },
});
