import type { BackstageCredentials, HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';
import type { DecisionCache, Decisions } from '../access';

/**
 * Who calls and what they may do.
 * @internal
 */
export interface Caller {
  credentials: BackstageCredentials;
  decisions: Decisions;
}

/**
 * Identifies readers: users, and services with access restrictions, who hold the permission.
 * @throws AuthenticationError, NotAllowedError
 * @internal
 */
export function createReaderCheck(options: { httpAuth: HttpAuthService; cache: DecisionCache }) {
  return async (request: Request, permission = 'agentos.read'): Promise<Caller> => {
    const credentials = await options.httpAuth.credentials(request, { allow: ['user', 'service'] });
    const decisions = await options.cache.decisionsOf(credentials);
    if (!decisions.has(permission)) throw new NotAllowedError(`The permission ${permission} is missing`);
    return { credentials, decisions };
  };
}

/** @internal */
export type ReaderCheck = ReturnType<typeof createReaderCheck>;
