import { CeleryKeys, type CeleryNames } from './CeleryKeys';

const defaults: CeleryNames = {
  database: 2,
  globalKeyprefix: '',
  fanoutPrefix: '/{db}.',
  fanoutPatterns: true,
  sep: '\x06\x16',
  prioritySteps: [0, 3, 6, 9],
  eventExchange: 'celeryev',
  controlExchange: 'celery',
};
const keysOf = (names: Partial<CeleryNames> = {}) => new CeleryKeys({ ...defaults, ...names });

describe('CeleryKeys', () => {
  it('names channels with the number of the database', () => {
    const keys = keysOf();
    expect(keys.controlChannel).toBe('/2.celery.pidbox');
    expect(keys.eventPattern).toBe('/2.celeryev/*');
    expect(keys.eventChannel('task.sent')).toBe('/2.celeryev/task.sent');
    expect(keys.replyList('o1')).toBe('o1.reply.celery.pidbox');
    expect(keys.replyBinding).toBe('_kombu.binding.reply.celery.pidbox');
    expect(keys.replyMember('o1')).toBe('o1\x06\x16\x06\x16o1.reply.celery.pidbox');
  });

  it('puts the prefix before keys and channels, and takes it literally in patterns', () => {
    const keys = keysOf({ globalKeyprefix: 'a*:' });
    expect(keys.queueLists('q')).toEqual(['a*:q', 'a*:q\x06\x163', 'a*:q\x06\x166', 'a*:q\x06\x169']);
    expect(keys.unacked).toBe('a*:unacked');
    expect(keys.unackedIndex).toBe('a*:unacked_index');
    expect(keys.controlChannel).toBe('a*:/2.celery.pidbox');
    expect(keys.eventPattern).toBe('a\\*:/2.celeryev/*');
    expect(keys.bindingPattern).toBe('a\\*:_kombu.binding.*');
    expect(keys.replyMember('o1')).toBe('o1\x06\x16\x06\x16o1.reply.celery.pidbox');
    expect(keys.replyList('o1')).toBe('a*:o1.reply.celery.pidbox');
  });

  it('knows channels without prefix and without routing key', () => {
    const keys = keysOf({ fanoutPrefix: '', fanoutPatterns: false });
    expect(keys.controlChannel).toBe('celery.pidbox');
    expect(keys.eventPattern).toBe('celeryev');
    expect(keys.eventChannel('task.sent')).toBe('celeryev');
  });

  it.each([
    [0, 'q'],
    [2, 'q'],
    [3, 'q\x06\x163'],
    [7, 'q\x06\x166'],
    [255, 'q\x06\x169'],
    [-1, 'q'],
  ])('finds the list of priority %d', (priority, list) => {
    expect(keysOf().priorityList('q', priority)).toBe(list);
  });

  it('reads bindings of queues, and none of control and events', () => {
    const keys = keysOf({ globalKeyprefix: 'p' });
    expect(keys.exchangeOfBinding('p_kombu.binding.celery')).toBe('celery');
    for (const key of [
      'p_kombu.binding.celery.pidbox',
      'p_kombu.binding.reply.celery.pidbox',
      'p_kombu.binding.celeryev',
      '_kombu.binding.celery',
      'pcelery',
    ]) {
      expect(keys.exchangeOfBinding(key)).toBeUndefined();
    }
    expect(keys.parseBinding('rk\x06\x16\x06\x16embed')).toEqual({ routingKey: 'rk', queue: 'embed' });
    for (const member of ['', 'a', 'a\x06\x16\x06\x16', 'a\x06\x16b\x06\x16c\x06\x16d']) {
      expect(keys.parseBinding(member)).toBeUndefined();
    }
  });
});
