import { type Capability, OPERATION_KINDS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import { OPERATIONS_DONE } from './operations/operate';

/** Why the others cannot be done, by the part of the kind before the dot. */
const REASONS: Record<string, string> = {
  job: 'the sample engine cannot do this to a job',
  queue: 'the sample engine can only pause and resume a queue',
  schedule: 'the schedules of the sample fleet are fixed',
  worker: 'sample workers run inside the portal: they can be drained, and nothing else',
  agent: 'the agents of the sample fleet have no configuration',
  pipeline: 'the pipelines of the sample fleet run by themselves',
};

const capabilityOf = (kind: OperationKind): Capability =>
  OPERATIONS_DONE.has(kind)
    ? { kind, capable: true }
    : { kind, capable: false, reason: REASONS[kind.split('.')[0]] };

/**
 * What the source can do.
 * @internal
 */
export const CAPABILITIES: Capability[] = OPERATION_KINDS.map(capabilityOf);
