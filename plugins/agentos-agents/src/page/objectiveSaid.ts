import { formatDuration, formatPercent, type AgentRow } from '@agentos-portal/plugin-agentos-common';

/**
 * An objective in words.
 * @internal
 */
export function objectiveSaid({ targetMs, attainment }: NonNullable<AgentRow['objective']>): string {
  const target = `runs within ${formatDuration(targetMs)}`;
  return attainment === null
    ? `${target}: nothing measured in the last hour`
    : `${formatPercent(attainment)} of the ${target}, last hour`;
}
