import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readCeleryConfig } from './config';

const PATH = 'agentos.instances[0].sources[0]';
const url = 'redis://user:hunter2@redis:6379/3';

const read = (data: JsonObject) => readCeleryConfig(new ConfigReader(data), PATH);

describe('readCeleryConfig', () => {
  it('fills in what is left out', () => {
    expect(read({ broker: { url } })).toEqual({
      broker: {
        url,
        names: {
          database: 3,
          globalKeyprefix: '',
          fanoutPrefix: '/{db}.',
          fanoutPatterns: true,
          sep: '\x06\x16',
          prioritySteps: [0, 3, 6, 9],
          eventExchange: 'celeryev',
          controlExchange: 'celery',
        },
        visibilityTimeoutSeconds: 3_600,
      },
      backend: undefined,
      queues: [],
      readOnly: false,
      enableEvents: true,
      inspectSeconds: 30,
      discoverySeconds: 300,
      shownSettings: expect.any(Set),
    });
  });

  it('takes what is given', () => {
    const config = read({
      broker: {
        url: 'rediss://redis',
        globalKeyprefix: 'app:',
        fanoutPrefix: false,
        fanoutPatterns: false,
        sep: ':',
        prioritySteps: [0, 5],
        visibilityTimeoutSeconds: 60,
        eventExchange: 'ev',
        controlExchange: 'ctl',
      },
      backend: { url: 'redis://results/1' },
      queues: ['a', 'b', 'a'],
      readOnly: true,
      shownSettings: ['my_setting'],
    });
    expect(config.broker.names).toEqual({
      database: 0,
      globalKeyprefix: 'app:',
      fanoutPrefix: '',
      fanoutPatterns: false,
      sep: ':',
      prioritySteps: [0, 5],
      eventExchange: 'ev',
      controlExchange: 'ctl',
    });
    expect(config.backend).toEqual({ url: 'redis://results/1', keyPrefix: 'celery-task-meta-' });
    expect(config.queues).toEqual(['a', 'b']);
    expect(config.readOnly).toBe(true);
    expect(config.shownSettings).toContain('my_setting');
    expect(config.shownSettings).toContain('task_acks_late');
  });

  it.each<[JsonObject, string]>([
    [{}, '.broker.url: expected a redis:// or rediss:// URL, got nothing'],
    [
      { broker: { url: 'amqp://user:hunter2@rabbit' } },
      '.broker.url: expected a redis:// or rediss:// URL, got a amqp:// URL',
    ],
    [
      { broker: { url }, backend: { url: 'db+sqlite:///x' } },
      '.backend.url: expected a redis:// or rediss:// URL, got a text that is no URL',
    ],
    [{ broker: { url }, backend: {} }, '.backend.url: expected a redis:// or rediss:// URL, got nothing'],
    [
      { broker: { url, fanoutPrefix: 5 } },
      '.broker.fanoutPrefix: expected true, false or a text, got a number',
    ],
    [
      { broker: { url, prioritySteps: [0, 6, 3] } },
      '.broker.prioritySteps: expected a list of whole numbers that begins with 0 and ascends, got a list',
    ],
    [
      { broker: { url }, inspect: { everySeconds: 1 } },
      '.inspect.everySeconds: expected a number of at least 5, got a number',
    ],
    [{ broker: { url }, readOnly: 'yes' }, '.readOnly: expected true or false, got a text that is no URL'],
  ])('refuses %j', (data, message) => {
    expect(() => read(data)).toThrow(PATH + message);
    expect(() => read(data)).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(() => read(data)).not.toThrow('hunter2');
  });
});
