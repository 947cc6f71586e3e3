import type { Capability, OperationKind } from '@agentos-portal/plugin-agentos-common';
import { useHealthData } from '../hooks/useHealthData';

/**
 * Why none of the sources can do an operation; undefined = at least one can. Sources say so themselves.
 * @public
 */
export function useCapabilityReason(kind: OperationKind, sources: readonly string[]): string | undefined {
  const { data, error } = useHealthData();
  if (error) return `What its source can do could not be asked: ${error.message}`;
  if (!data) return 'Asking what its source can do';
  const reasons = sources.map(source => {
    const known = data.sources[source] as unknown as { capabilities: Capability[] } | undefined;
    const capability = known?.capabilities.find(candidate => candidate.kind === kind);
    if (capability?.capable) return undefined;
    return capability ? capability.reason : 'Its source does not know this operation';
  });
  return reasons.includes(undefined) ? undefined : (reasons[0] ?? 'There is nothing to do it to');
}
