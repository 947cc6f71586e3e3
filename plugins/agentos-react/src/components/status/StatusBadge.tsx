import { styled } from '@mui/material/styles';
import { Hint } from '../hint';
import { statusLook, type StatusKind } from './statusTable';
import { toneColor, type Tone } from './tones';

const Root = styled('span', {
  shouldForwardProp: prop => prop !== 'tone',
})<{ tone: Tone }>(({ theme, tone }) => ({
  color: toneColor(theme, tone),
  display: 'inline-flex',
  // On the line of the text around it: an icon has no baseline worth following.
  alignItems: 'baseline',
  gap: 4,
  fontWeight: 500,
  whiteSpace: 'nowrap',
  lineHeight: '18px',
  '& svg': { fontSize: 16, flex: 'none', alignSelf: 'center' },
}));

/** @public */
export interface StatusBadgeProps {
  kind: StatusKind;
  status: string;
  /** Why the status is what it is, worst first; shown on hover and on focus. */
  reasons?: readonly string[];
}

/**
 * A status as icon, word and colour.
 * @public
 */
export function StatusBadge({ kind, status, reasons = [] }: StatusBadgeProps) {
  const { word, tone, icon: Icon } = statusLook(kind, status);
  const badge = (
    <Root tone={tone} data-status={status}>
      <Icon aria-hidden />
      {word}
    </Root>
  );
  if (reasons.length === 0) return badge;
  return (
    <Hint
      content={reasons.map(reason => (
        <div key={reason}>{reason}</div>
      ))}
    >
      {badge}
    </Hint>
  );
}
