/**
 * True of an error that says that a connection ended, and not why: what was said on it before says more.
 * @public
 */
export const isEnding = ({ code }: NodeJS.ErrnoException): boolean =>
  code === 'EPIPE' || code === 'ECONNRESET';
