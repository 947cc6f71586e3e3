import { formatDuration } from '@agentos-portal/plugin-agentos-common';
import { toneColor } from '@agentos-portal/plugin-agentos-react';
import { alpha, styled } from '@mui/material/styles';
import { useJobText } from '../useJobText';
import { durationScale, placeOf, type Percentiles } from './scale';

const Root = styled('div')({ margin: '8px 0 10px', fontVariantNumeric: 'tabular-nums' });

const Line = styled('div')(({ theme }) => ({
  position: 'relative',
  height: 12,
  marginTop: 3,
  borderRadius: 2,
  backgroundColor: alpha(theme.palette.text.primary, 0.08),
  '& > i': { position: 'absolute', top: 0, bottom: 0, left: 0, borderRadius: 2 },
  '& > b': {
    position: 'absolute',
    top: -4,
    bottom: -4,
    width: 0,
    marginLeft: -1,
    borderLeft: `3px solid ${theme.palette.text.primary}`,
  },
}));

const Half = styled('i')(({ theme }) => ({ backgroundColor: alpha(toneColor(theme, 'active'), 0.75) }));
const Most = styled('i')(({ theme }) => ({ backgroundColor: alpha(toneColor(theme, 'active'), 0.4) }));
const Tail = styled('i')(({ theme }) => ({ backgroundColor: alpha(toneColor(theme, 'active'), 0.18) }));

const Words = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '0 12px',
  fontSize: 12,
  color: theme.palette.text.secondary,
  '& strong': { fontWeight: 600, color: theme.palette.text.primary },
}));

/** @internal */
export interface PercentileLineProps {
  /** What is measured, e.g. `wait`. */
  measure: string;
  percentiles: Percentiles;
  /** Of this run, ms; `null` = not measured. */
  own: number | null;
}

/**
 * Where one run lies among the others: half of them in the darkest part, 95 and 99 % in the paler ones, this run as a mark.
 * @internal
 */
export function PercentileLine({ measure, percentiles, own }: PercentileLineProps) {
  const t = useJobText();
  const { p50, p95, p99 } = percentiles;
  const at = durationScale([p50, p95, p99, ...(own === null ? [] : [own])]);
  const width = (ms: number) => ({ width: `${at(ms) * 100}%` });
  const mark =
    own === null
      ? t('job.percentiles.notRun', { measure })
      : t('job.percentiles.thisIs', {
          value: formatDuration(own),
          place: t(`job.percentiles.${placeOf(own, percentiles)}`),
        });
  const said = { p50: formatDuration(p50), p95: formatDuration(p95), p99: formatDuration(p99) };
  return (
    <Root>
      <Words>
        <strong>{measure}</strong>
        {Object.entries(said).map(([name, value]) => (
          <span key={name}>
            {name} {value}
          </span>
        ))}
      </Words>
      <Line role="img" aria-label={t('job.percentiles.chart', { measure, ...said, mark })}>
        <Tail style={width(p99)} />
        <Most style={width(p95)} />
        <Half style={width(p50)} />
        {own !== null && <b style={{ left: `${at(own) * 100}%` }} title={mark} />}
      </Line>
      <Words aria-hidden>{mark}</Words>
    </Root>
  );
}
