import { styled } from '@mui/material/styles';
import type { OperationPlan } from '@agentos-portal/plugin-agentos-common';
import { formatCount } from '../values';

const Root = styled('dl')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '90px 1fr',
  gap: '4px 12px',
  margin: '0 0 12px',
  fontSize: 13,
  '& dt': { color: theme.palette.text.secondary },
  '& dd': { margin: 0, fontVariantNumeric: 'tabular-nums' },
}));

const TITLES = {
  owner: 'Owner',
  instance: 'Instance',
  queue: 'Queue',
  state: 'State',
  objective: 'Objective',
} as const;

/**
 * The frozen targets, counted by what one wants to know before acting on many.
 * @internal
 */
export function OperationBreakdown({ plan }: { plan: OperationPlan }) {
  const lines = (Object.keys(TITLES) as Array<keyof typeof TITLES>).map(field => ({
    field,
    counts: Object.entries(plan.breakdown[field]).sort((a, b) => b[1] - a[1]),
  }));
  return (
    <Root>
      {lines
        // What is not known of any target is not worth a line.
        .filter(({ counts }) => counts.some(([name]) => name !== 'unknown'))
        .flatMap(({ field, counts }) => [
          <dt key={`${field} title`}>{TITLES[field]}</dt>,
          <dd key={field}>{counts.map(([name, count]) => `${name} ${formatCount(count)}`).join(', ')}</dd>,
        ])}
    </Root>
  );
}
