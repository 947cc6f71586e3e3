import { parseJobQuery, type ParsedJobQuery } from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';

/**
 * Whether a search reads arguments: who may not read payloads may not search in them either.
 * @internal
 */
export const readsArguments = ({ conditions }: ParsedJobQuery): boolean =>
  conditions.some(({ type }) => type === 'argument');

/**
 * What a person searches jobs for, wherever it is said.
 * @throws InputError that names the place and the way out
 * @internal
 */
export function readSearch(q: string): ParsedJobQuery {
  try {
    return parseJobQuery(q);
  } catch (error) {
    throw new InputError(`q: ${(error as Error).message}`);
  }
}
