import { CeleryKeys } from '../redis/CeleryKeys';

/** Of an application that leaves its names as they are, on database 0. */
export const defaultKeys = new CeleryKeys({
  database: 0,
  globalKeyprefix: '',
  fanoutPrefix: '/{db}.',
  fanoutPatterns: true,
  sep: '\x06\x16',
  prioritySteps: [0, 3, 6, 9],
  eventExchange: 'celeryev',
  controlExchange: 'celery',
});
