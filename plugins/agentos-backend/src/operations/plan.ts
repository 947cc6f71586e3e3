import type { OperationKind, OperationPlan } from '@agentos-portal/plugin-agentos-common';
import type { SourceRegistry } from '../sources';
import type { Target } from './TargetResolver';

const BREAKDOWN = ['owner', 'instance', 'queue', 'state', 'objective'] as const;

/** What cannot be counted under a name stands under this one. */
const UNKNOWN = 'unknown';

/** Targets counted by what a person wants to know before a bulk action. @internal */
export function breakdownOf(targets: Target[]): OperationPlan['breakdown'] {
  const breakdown = {} as OperationPlan['breakdown'];
  for (const field of BREAKDOWN) {
    const counts = new Map<string, number>();
    for (const target of targets) {
      const name = target[field] ?? UNKNOWN;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    breakdown[field] = Object.fromEntries(counts);
  }
  return breakdown;
}

/** Why a source cannot do a kind, or undefined when it can. @internal */
export function incapacityOf(
  registry: SourceRegistry,
  source: string,
  kind: OperationKind,
): string | undefined {
  const entry = registry.get(source);
  if (!entry?.source.operate) return 'this source can do nothing';
  const capability = entry.source.capabilities().find(known => known.kind === kind);
  if (!capability) return `this source does not know ${kind}`;
  return capability.capable ? undefined : capability.reason;
}

/** Targets that will be skipped because their source cannot do it. @internal */
export function blockedOf(
  registry: SourceRegistry,
  kind: OperationKind,
  targets: Target[],
): OperationPlan['blocked'] {
  const counts = new Map<string, number>();
  for (const { source } of targets) counts.set(source, (counts.get(source) ?? 0) + 1);
  return Array.from(counts).flatMap(([source, count]) => {
    const reason = incapacityOf(registry, source, kind);
    return reason === undefined
      ? []
      : [{ code: 'NOT_CAPABLE' as const, message: `${source}: ${reason}`, count }];
  });
}
