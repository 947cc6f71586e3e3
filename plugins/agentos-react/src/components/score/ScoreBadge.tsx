import type { Score } from '@agentos-portal/plugin-agentos-common';
import { styled } from '@mui/material/styles';
import { Hint } from '../hint';
import { toneColor, type Tone } from '../status';
import { NotMeasured } from '../values';
import { ScoreInputs } from './ScoreInputs';

const Figure = styled('span', {
  shouldForwardProp: prop => prop !== 'tone',
})<{ tone: Tone }>(({ theme, tone }) => ({
  color: toneColor(theme, tone),
  fontWeight: 600,
  fontVariantNumeric: 'tabular-nums',
  textDecoration: 'underline dotted',
  textDecorationColor: theme.palette.text.disabled,
  textUnderlineOffset: 3,
}));

/** Lowest score of each tone, best first. */
const TONE_STEPS: Array<[number, Tone]> = [
  [90, 'ok'],
  [70, 'warning'],
  [0, 'bad'],
];

/** @public */
export interface ScoreBadgeProps {
  /** The score in the row; `null` is not enough data. */
  value: number | null;
  /** The same score with its inputs, from a scoring function of agentos-common; asked only when the inputs are shown. `now` is ms since epoch. */
  score: (now: number) => Score;
}

/**
 * A score from 0 to 100 that shows its inputs on hover and on keyboard focus.
 * @public
 */
export function ScoreBadge({ value, score }: ScoreBadgeProps) {
  const tone = TONE_STEPS.find(([from]) => (value ?? 0) >= from)?.[1] ?? 'bad';
  return (
    <Hint
      content={<ScoreInputs score={score} value={value} />}
      label={value === null ? 'No score, why' : `Score ${value}, its inputs`}
    >
      {value === null ? <NotMeasured /> : <Figure tone={tone}>{Math.round(value)}</Figure>}
    </Hint>
  );
}
