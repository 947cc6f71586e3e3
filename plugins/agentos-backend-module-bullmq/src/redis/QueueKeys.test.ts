import { QueueKeys } from './QueueKeys';

const keys = new QueueKeys('bull');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('QueueKeys', () => {
  it('finds the queue of a meta key, and no queue in keys of other things', () => {
    expect(keys.queueOfMeta('bull:embed:meta')).toBe('embed');
    for (const key of ['bull:embed:repeat:x:meta', 'bull:embed:wait', 'other:embed:meta', 'bull::meta']) {
      expect(keys.queueOfMeta(key)).toBeUndefined();
    }
  });

  it('escapes the prefix in the pattern of SCAN', () => {
    expect(new QueueKeys('{a}*[1]?').metaPattern).toBe('{a}\\*\\[1\\]\\?:*:meta');
  });

  it('takes the key of a job apart, whose id may have colons', () => {
    expect(keys.parseJob('bull:embed:repeat:daily:1767225600000')).toEqual({
      queue: 'embed',
      jobId: 'repeat:daily:1767225600000',
    });
    expect(keys.parseJob('bull:embed')).toBeUndefined();
  });

  it('reads the names of worker connections, and only those', () => {
    expect(keys.parseClientName(`bull:${base64('embed')}:w:a:w:b`)).toEqual({
      queue: 'embed',
      worker: 'a:w:b',
    });
    expect(keys.parseClientName(`bull:${base64('größe')}`)).toEqual({
      queue: 'größe',
      worker: undefined,
    });
    for (const name of [
      `bull:${base64('embed')}:qe`,
      'bull:not base64',
      'bull:abc',
      `other:${base64('embed')}`,
      '',
    ]) {
      expect(keys.parseClientName(name)).toBeUndefined();
    }
  });
});
