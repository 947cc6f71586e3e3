import { styled, useTheme } from '@mui/material/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { OperationCounts } from '@agentos-portal/plugin-agentos-common';
import { toneColor, type Tone } from '../status';
import { formatCount } from '../values';
import { dockTranslationRef } from './messages';

const Bar = styled('span')(({ theme }) => ({
  display: 'inline-flex',
  flex: '0 0 160px',
  height: 6,
  borderRadius: 3,
  overflow: 'hidden',
  backgroundColor: theme.palette.action.selected,
}));

const Words = styled('span')({ whiteSpace: 'nowrap', fontSize: 12 });

const PARTS: ReadonlyArray<['succeeded' | 'failed' | 'skipped', Tone]> = [
  ['succeeded', 'ok'],
  ['failed', 'bad'],
  ['skipped', 'idle'],
];

/**
 * How far it is, by outcome: a bar, and the same in words.
 * @internal
 */
export function DockProgress({ counts }: { counts: OperationCounts }) {
  const { t } = useTranslationRef(dockTranslationRef);
  const theme = useTheme();
  const { total, pending } = counts;
  const done = total - pending;
  const said = [
    t('progress', { done: formatCount(done), total: formatCount(total) }),
    ...PARTS.filter(([part]) => counts[part] > 0).map(([part]) =>
      t(part, { total: formatCount(counts[part]) }),
    ),
  ].join(' · ');
  return (
    <>
      <Bar role="progressbar" aria-label={said} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done}>
        {PARTS.map(([part, tone]) => (
          <span
            key={part}
            style={{
              width: `${total === 0 ? 0 : (100 * counts[part]) / total}%`,
              backgroundColor: toneColor(theme, tone),
            }}
          />
        ))}
      </Bar>
      <Words>{said}</Words>
    </>
  );
}
