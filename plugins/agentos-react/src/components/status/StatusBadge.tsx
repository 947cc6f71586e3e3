import PendingIcon from '@mui/icons-material/PendingOutlined';
import { styled } from '@mui/material/styles';
import { Hint } from '../hint';
import { statusLook, type StatusKind } from './statusTable';
import { visuallyHidden } from '../values/visuallyHidden';
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
  // Not by colour alone: a frame, another icon and words.
  '&[data-expected]': {
    border: '1px dashed currentColor',
    borderRadius: 4,
    padding: '0 5px 0 3px',
    fontStyle: 'italic',
    cursor: 'help',
  },
}));

const Hidden = styled('span')(visuallyHidden);

/** @public */
export interface StatusBadgeProps {
  kind: StatusKind;
  status: string;
  /** Why the status is what it is, worst first; shown on hover and on focus. */
  reasons?: readonly string[];
  /** What was asked for and is not confirmed yet. */
  isExpected?: boolean;
}

/**
 * A status as icon, word and colour.
 * @public
 */
export function StatusBadge({ kind, status, reasons = [], isExpected = false }: StatusBadgeProps) {
  const { word, tone, icon } = statusLook(kind, status);
  const Icon = isExpected ? PendingIcon : icon;
  const badge = (
    <Root
      tone={tone}
      data-status={status}
      data-expected={isExpected || undefined}
      title={isExpected ? 'Expected, not confirmed yet' : undefined}
    >
      <Icon aria-hidden />
      {word}
      {isExpected && <Hidden>, expected, not confirmed yet</Hidden>}
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
