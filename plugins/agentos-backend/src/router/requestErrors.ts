import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';
import { type DatabaseHealth, databaseTrouble } from '../database';

/** Turns errors of the body parser, and a database that cannot be used, into Backstage's. @internal */
export const createRequestErrors =
  (database: Pick<DatabaseHealth, 'note'>): ErrorRequestHandler =>
  (error: { status?: number; message: string }, _request, _response, next) => {
    const trouble = databaseTrouble(error);
    if (trouble !== undefined) {
      database.note(error);
      // A transaction failed as a whole, and effects come after it.
      next(new ServiceUnavailableError(`The portal's database cannot be used, nothing was done: ${trouble}`));
      return;
    }
    if (error.status === 400 || error.status === 415) next(new InputError(error.message));
    else if (error.status === 413)
      next(
        Object.assign(new Error('The body is larger than 1 MiB'), {
          name: 'PayloadTooLargeError',
          statusCode: 413,
        }),
      );
    else next(error);
  };
