import { InputError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';

/** Turns errors of the body parser into Backstage's. @internal */
export const requestErrors: ErrorRequestHandler = (
  error: { status?: number; message: string },
  _request,
  _response,
  next,
) => {
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
