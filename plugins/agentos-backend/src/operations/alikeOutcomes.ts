import type { TargetOutcome } from '@agentos-portal/plugin-agentos-node';

const resultOf = ({ outcome, code, message, newJobId }: TargetOutcome) => ({
  outcome,
  code: code ?? null,
  // A source's own words: PostgreSQL refuses NUL in any text.
  message: message?.slice(0, 1000).replaceAll('\u0000', '\ufffd') ?? null,
  newJobId: newJobId ?? null,
});

/** Targets with one outcome: most of a chunk ends alike. @internal */
export function alike(outcomes: TargetOutcome[]) {
  const groups = new Map<string, ReturnType<typeof resultOf> & { ids: string[] }>();
  for (const outcome of outcomes) {
    const result = resultOf(outcome);
    const key = JSON.stringify(result);
    const group = groups.get(key) ?? { ...result, ids: [] };
    group.ids.push(outcome.id);
    groups.set(key, group);
  }
  return groups.values();
}
