import { InputError } from '@backstage/errors';

/**
 * What `npm run fleet` reads from the environment.
 *
 * @public
 */
export interface FleetSettings {
  /** `REDIS_URL`, redis://127.0.0.1:6379 when absent. */
  redisUrl: string;
  /** `FLEET_PREFIX`, the BullMQ key prefix: `bull` when absent. */
  prefix: string;
  /** `FLEET_SEED` of the random failures, 1 when absent. */
  seed: string;
  /** `JOBS_PER_MINUTE` over all agents, 220 (60 runs) when absent. */
  jobsPerMinute: number;
}

const MAX_JOBS_PER_MINUTE = 60_000;

/**
 * Reads the settings and their defaults.
 *
 * @throws InputError that names the variable and what it should be
 * @public
 */
export function readSettings(env: NodeJS.ProcessEnv): FleetSettings {
  const redisUrl = env.REDIS_URL || 'redis://127.0.0.1:6379';
  if (!/^rediss?:\/\//.test(redisUrl) || !URL.canParse(redisUrl)) {
    throw new InputError('REDIS_URL must look like redis://[user:password@]host:port');
  }
  const prefix = env.FLEET_PREFIX || 'bull';
  if (!/^[\w.-]+$/.test(prefix)) {
    throw new InputError('FLEET_PREFIX may hold letters, digits, dot, underscore and hyphen only');
  }
  const jobsPerMinute = Number(env.JOBS_PER_MINUTE || 220);
  if (!(jobsPerMinute > 0 && jobsPerMinute <= MAX_JOBS_PER_MINUTE)) {
    throw new InputError(`JOBS_PER_MINUTE must be a number above 0, at most ${MAX_JOBS_PER_MINUTE}`);
  }
  return { redisUrl, prefix, seed: env.FLEET_SEED || '1', jobsPerMinute };
}
