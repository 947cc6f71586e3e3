import { styled } from '@mui/material/styles';
import { useSectionAge } from '../../hooks';
import { toneColor, type Tone } from '../status';
import type { SectionFreshnessProps } from './SectionFreshness';

/** Age from which a section is stale, ms. */
const STALE_FROM_MS = 15_000;

const Track = styled('div')(({ theme }) => ({
  height: 2,
  marginBottom: 8,
  backgroundColor: theme.palette.divider,
}));

const Fill = styled('div', {
  shouldForwardProp: prop => prop !== 'tone',
})<{ tone: Tone }>(({ theme, tone }) => ({
  height: '100%',
  backgroundColor: toneColor(theme, tone),
}));

const TONES: Partial<Record<string, Tone>> = {
  fresh: 'ok',
  stale: 'warning',
  failed: 'bad',
};

/**
 * Fills as the section ages, and is full when it is stale. The words beside the title say the same.
 * @internal
 */
export function SectionAgeBar({ name, section }: SectionFreshnessProps) {
  const ageMs = useSectionAge(name);
  const tone = TONES[section.status];
  // A young section shows an empty bar: movement would ask for attention that nothing needs.
  const share = section.status === 'fresh' ? Math.min(1, (ageMs ?? 0) / STALE_FROM_MS) : 1;
  return (
    <Track aria-hidden>
      {tone && share > 0.3 && <Fill tone={tone} style={{ width: `${share * 100}%` }} />}
    </Track>
  );
}
