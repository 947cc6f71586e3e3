import WarningIcon from '@mui/icons-material/WarningAmber';
import { styled } from '@mui/material/styles';
import { OPERATIONS } from '@agentos-portal/plugin-agentos-common';
import type { Refusal } from '../../expectations';
import { Hint } from '../hint';
import { toneColor } from '../status';

const Root = styled('span')(({ theme }) => ({
  display: 'inline-flex',
  alignItems: 'baseline',
  gap: 4,
  minWidth: 0,
  fontSize: 12,
  color: toneColor(theme, 'warning'),
  '& svg': { fontSize: 15, flex: 'none', alignSelf: 'center' },
}));

/** @public */
export interface NotDoneProps {
  /** Why, one for each row; nothing is said when there is none. */
  refusals: readonly Refusal[];
  /** Where there is little room the reason is on hover and on focus. */
  isBrief?: boolean;
}

const sentenceOf = ({ kind, code, message }: Refusal) =>
  `${OPERATIONS[kind].title} not done: ${message}${code ? ` (${code})` : ''}`;

/**
 * Says beside what stayed as it was why nothing was done to it.
 * @public
 */
export function NotDone({ refusals, isBrief = false }: NotDoneProps) {
  if (refusals.length === 0) return null;
  const sentences = Array.from(new Set(refusals.map(sentenceOf)));
  const [first, ...rest] = sentences;
  const short = refusals.length === 1 ? 'not done' : `${refusals.length} not done`;
  if (!isBrief && rest.length === 0) {
    return (
      <Root role="status">
        <WarningIcon aria-hidden />
        {refusals.length > 1 && `${refusals.length}: `}
        {first}
      </Root>
    );
  }
  return (
    <Hint
      label={`${short}: ${sentences.join('; ')}`}
      content={sentences.map(line => (
        <div key={line}>{line}</div>
      ))}
    >
      <Root role="status">
        <WarningIcon aria-hidden />
        {short}
      </Root>
    </Hint>
  );
}
