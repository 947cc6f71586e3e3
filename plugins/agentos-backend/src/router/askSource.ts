import { parseRowId } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsSource } from '@agentos-portal/plugin-agentos-node';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { RegisteredSource, SourceRegistry } from '../sources';

const LIMIT_MS = 4000;

/**
 * The source that a row's id names.
 * @param kind - what the row is, for the message
 * @throws NotFoundError
 * @internal
 */
export function sourceOf(registry: SourceRegistry, kind: string, id: string): RegisteredSource {
  const entry = registry.get(parseRowId(id)?.[0] ?? '');
  if (!entry) throw new NotFoundError(`${kind} '${id}' is not known to any source`);
  return entry;
}

/**
 * Asks a source while somebody waits for the answer.
 * @throws ServiceUnavailableError when it fails, or takes longer than 4 s
 * @internal
 */
export async function askSource<T>(
  source: AgentOsSource,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new ServiceUnavailableError(`Source '${source.id}' did not answer within ${LIMIT_MS} ms`)),
    );
  });
  try {
    return await Promise.race([work(signal), late]);
  } catch (error) {
    if (error instanceof ServiceUnavailableError) throw error;
    throw new ServiceUnavailableError(`Source '${source.id}' cannot be read: ${(error as Error).message}`);
  }
}
