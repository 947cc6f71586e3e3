import { processGroups } from './processGroups';
import { agents } from '../agents/fleet';
import { probeRedis } from './redisProbe';
import { readSettings } from './settings';

describe('readSettings', () => {
  it('has defaults', () => {
    expect(readSettings({})).toEqual({
      redisUrl: 'redis://127.0.0.1:6379',
      prefix: 'bull',
      seed: '1',
      jobsPerMinute: 220,
    });
  });

  it.each([
    [{ REDIS_URL: 'http://127.0.0.1' }, 'REDIS_URL'],
    [{ REDIS_URL: 'redis://host:port' }, 'REDIS_URL'],
    [{ FLEET_PREFIX: 'a:b' }, 'FLEET_PREFIX'],
    [{ JOBS_PER_MINUTE: 'many' }, 'JOBS_PER_MINUTE'],
    [{ JOBS_PER_MINUTE: '0' }, 'JOBS_PER_MINUTE'],
    [{ JOBS_PER_MINUTE: '60001' }, 'JOBS_PER_MINUTE'],
  ])('names what is wrong with %j', (env, variable) => {
    expect(() => readSettings(env)).toThrow(variable);
  });
});

describe('processGroups', () => {
  it('serve every agent, two of them twice', () => {
    const served = processGroups.flatMap(({ agentIds }) => agentIds);
    expect(new Set(served)).toEqual(new Set(agents.map(({ id }) => id)));
    expect(processGroups.length).toBeGreaterThanOrEqual(4);
    expect(served).toHaveLength(agents.length + 2);
  });
});

describe('probeRedis', () => {
  it('says how to get a Redis, and keeps the password to itself', async () => {
    // Nothing listens on the discard port.
    const probe = probeRedis('redis://user:hush@127.0.0.1:9');
    await expect(probe).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/redis:\/\/user:\*\*\*@127\.0\.0\.1:9\b.*ECONNREFUSED[^]*REDIS_URL=/),
    });
    await expect(probe).rejects.not.toThrow('hush');
  });
});
