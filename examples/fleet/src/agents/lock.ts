import { ServiceUnavailableError } from '@backstage/errors';
import { AgentContext } from './agent';

/**
 * Takes a lock that is busy now and then: with probability `busy`, by the
 * random numbers of the run.
 *
 * @throws ServiceUnavailableError when the lock is busy
 * @internal
 */
export function takeLock(name: string, busy: number, context: AgentContext): void {
  if (context.random() < busy) {
    context.log('warn', `The ${name} lock is busy`);
    throw new ServiceUnavailableError(`The ${name} lock is held by another process`);
  }
}
