import type { Lease } from '../StateStore';

/**
 * The lease as Redis holds it.
 * @internal
 */
export const leaseValue = ({ replica, token }: Lease) => `${replica}:${token}`;

/** @internal */
export function leaseOf(value: string): Lease {
  // A token has no colon, the name of a replica may have.
  const end = value.lastIndexOf(':');
  return { replica: value.slice(0, end), token: value.slice(end + 1) };
}
