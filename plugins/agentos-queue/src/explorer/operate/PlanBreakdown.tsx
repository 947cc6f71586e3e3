import { styled } from '@mui/material/styles';
import type { OperationPlan } from '@agentos-portal/plugin-agentos-common';
import { formatCount } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { queueTranslationRef } from '../../translation';

const Root = styled('dl')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '72px 1fr',
  gap: '8px 12px',
  margin: 0,
  fontVariantNumeric: 'tabular-nums',
  '& dt': { color: theme.palette.text.secondary },
  '& dd': { margin: 0 },
}));

const Part = styled('div')(({ theme }) => ({
  position: 'relative',
  display: 'flex',
  justifyContent: 'space-between',
  gap: 12,
  padding: '1px 6px',
  borderRadius: 2,
  '& > i': {
    position: 'absolute',
    inset: 0,
    right: 'auto',
    borderRadius: 2,
    backgroundColor: theme.palette.action.selected,
  },
  '& > span': { position: 'relative', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
}));

const FIELDS = ['state', 'queue', 'owner', 'instance', 'objective'] as const;

/** Of a field with many values, the most frequent. */
const SHOWN = 6;

/**
 * The frozen jobs, counted by what one wants to know before acting on many.
 * @internal
 */
export function PlanBreakdown({ plan }: { plan: OperationPlan }) {
  const { t } = useTranslationRef(queueTranslationRef);
  const { total } = plan.counts;
  const nameOf = (name: string) => (name === 'unknown' ? t('explorer.operate.unknown') : name);
  return (
    <Root>
      {FIELDS.map(field => ({
        field,
        counts: Object.entries(plan.breakdown[field]).sort((a, b) => b[1] - a[1]),
      }))
        // What is not known of any is not worth a line.
        .filter(({ counts }) => counts.some(([name]) => name !== 'unknown'))
        .flatMap(({ field, counts }) => [
          <dt key={`${field} title`}>{t(`explorer.operate.${field}`)}</dt>,
          <dd key={field}>
            {counts.slice(0, SHOWN).map(([name, count]) => (
              <Part key={name}>
                <i aria-hidden style={{ width: `${(100 * count) / Math.max(1, total)}%` }} />
                <span title={name}>{nameOf(name)}</span>
                <span>{formatCount(count)}</span>
              </Part>
            ))}
            {counts.length > SHOWN && (
              <Part>
                <span>{t('explorer.operate.more', { total: formatCount(counts.length - SHOWN) })}</span>
              </Part>
            )}
          </dd>,
        ])}
    </Root>
  );
}
