import { AgentDefinition } from '../agents/agent';
import { isTransient } from './errors';

/**
 * How long to wait before the next attempt: `backoffMs` doubled for each
 * attempt made.
 *
 * @param attempt - the attempt that failed, from 1
 * @returns milliseconds, or undefined when there is no next attempt
 * @public
 */
export function retryDelayMs(
  agent: Pick<AgentDefinition, 'attempts' | 'backoffMs'>,
  attempt: number,
  error: unknown,
): number | undefined {
  return attempt < agent.attempts && isTransient(error) ? agent.backoffMs * 2 ** (attempt - 1) : undefined;
}
