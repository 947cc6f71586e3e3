import { type Capability, OPERATION_KINDS } from '@agentos-portal/plugin-agentos-common';

/**
 * What the source can do.
 * @internal
 */
export const CAPABILITIES: Capability[] = OPERATION_KINDS.map(kind => ({
  kind,
  capable: false,
  reason: 'this source watches only',
}));
