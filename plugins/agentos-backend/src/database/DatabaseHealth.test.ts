import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { DatabaseHealth } from './DatabaseHealth';
import { databaseTrouble } from './databaseTrouble';

const error = (code: string | undefined, message = 'insert into "t" values (?) - what it said') =>
  Object.assign(new Error(message), { code });

describe('trouble of the database', () => {
  it.each(['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR_WRITE', '53100', '57P01', '42501', 'ECONNREFUSED'])(
    'is %s, in the words of the database',
    code => expect(databaseTrouble(error(code))).toBe('what it said'),
  );

  it.each(['SQLITE_CONSTRAINT_UNIQUE', '23505', '22021', 'SQLITE_ERROR', undefined])('is not %s', code =>
    expect(databaseTrouble(error(code))).toBeUndefined(),
  );

  it('is shown until it was not met for a while', () => {
    const clock = new ManualClock();
    const health = new DatabaseHealth(clock);
    health.note(error('23505'));
    expect(health.figures).toEqual({ ok: true, error: null, lastErrorAt: null });
    health.note(error('SQLITE_FULL', 'disk is full'));
    expect(health.figures).toMatchObject({ ok: false, error: 'disk is full' });
    clock.advance(30_000);
    expect(health.figures).toMatchObject({ ok: true, error: null, lastErrorAt: expect.any(String) });
  });
});
