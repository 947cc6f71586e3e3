import { InputError, NotFoundError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';

/** What the validator and the body parser throw. */
interface HttpError {
  status?: number;
  message: string;
  errors?: Array<{ path?: string; message?: string }>;
}

/** Turns errors of the request checks into Backstage's, naming the field. @internal */
export const requestErrors: ErrorRequestHandler = (error: HttpError, _request, _response, next) => {
  const fields = error.errors?.map(({ path, message }) => `${path ?? ''} ${message ?? ''}`.trim()).join('; ');
  if (error.status === 400 || error.status === 415) next(new InputError(fields || error.message));
  else if (error.status === 404 || error.status === 405) next(new NotFoundError(error.message));
  else if (error.status === 413) next(Object.assign(new Error('The body is larger than 1 MiB'), { name: 'PayloadTooLargeError', statusCode: 413 }));
  else next(error);
};
