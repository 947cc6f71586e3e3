import { RedisFailures } from './RedisFailures';

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });
const reply = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' });
const REFUSAL = reply('WRONGPASS invalid username-password pair');

describe('RedisFailures', () => {
  const failures = () => new RedisFailures('redis://user:s3cret@redis.test:6390/2', 300);
  const said = (subject: RedisFailures, error?: unknown) => subject.describe(error).message;

  it('says what the connection said where a command only knows that it has none', () => {
    const subject = failures();
    subject.note(coded('ECONNREFUSED', 'connect ECONNREFUSED'));
    expect(said(subject, new Error("Stream isn't writeable"))).toBe(
      'Redis at redis.test:6390 database 2: connect ECONNREFUSED',
    );
  });

  it.each(['EPIPE', 'ECONNRESET'])('keeps a refusal when its connection ends with %s', code => {
    const subject = failures();
    subject.note(REFUSAL);
    subject.note(coded(code, `write ${code}`));
    expect(said(subject, reply('NOAUTH Authentication required.'))).toContain('WRONGPASS');
    subject.answered();
    subject.note(coded(code, `write ${code}`));
    expect(said(subject)).toContain(`write ${code}`);
  });

  it('forgets what was wrong when Redis answered, and says so when nothing is known', () => {
    const subject = failures();
    subject.note(REFUSAL);
    subject.answered();
    expect(said(subject, new Error('Command timed out'))).toContain('no answer within 300 ms');
  });

  it('hides user and password', () => {
    expect(said(failures(), new Error('AUTH user s3cret failed'))).not.toMatch(/s3cret|user/);
  });
});
