import HistoryIcon from '@mui/icons-material/History';
import { styled } from '@mui/material/styles';
import type { Health } from '@agentos-portal/plugin-agentos-common';
import { Hint } from '../hint';
import { StatusBadge, toneColor } from '../status';
import { Prose } from './Prose';

const Root = styled('p')({
  display: 'flex',
  alignItems: 'baseline',
  gap: 8,
  margin: 0,
  fontSize: 15,
  lineHeight: '24px',
  '& > span:first-of-type': { fontSize: 15, fontWeight: 600 },
});

const Reasons = styled('span')(({ theme }) => ({
  color: theme.palette.text.primary,
  minWidth: 0,
}));

const Old = styled('span')(({ theme }) => ({
  display: 'inline-flex',
  alignItems: 'baseline',
  gap: 4,
  marginLeft: 10,
  fontSize: 13,
  color: toneColor(theme, 'warning'),
  fontVariantNumeric: 'tabular-nums',
  '& svg': { fontSize: 15, alignSelf: 'center' },
}));

/** Reasons said at once; the others on hover and on focus. */
const SAID = 2;

/** @public */
export interface HealthSentenceProps {
  /** Of what, where several stand below each other. */
  title?: string;
  status: Health;
  /** What is wrong, worst first. */
  reasons: readonly string[];
  /** How old the judgement is, where it is not of now, e.g. `40 s`. */
  age?: string;
}

/**
 * The state of an instance in a sentence: how it is, and why.
 * @public
 */
export function HealthSentence({ title, status, reasons, age }: HealthSentenceProps) {
  const more = reasons.slice(SAID);
  const healthy = 'queues, workers and services are as they should be';
  return (
    <Root>
      <StatusBadge kind="health" status={status} />
      <Reasons>
        {title && `${title}: `}
        <Prose>
          {reasons.slice(0, SAID).join('; ') || (status === 'healthy' ? healthy : 'no reason given')}
        </Prose>
        {more.length > 0 && (
          <Hint
            content={more.map(reason => (
              <div key={reason}>{reason}</div>
            ))}
          >
            &nbsp;and {more.length} more
          </Hint>
        )}
        {age && (
          <Old>
            <HistoryIcon aria-hidden />
            as of {age} ago, not proved since
          </Old>
        )}
      </Reasons>
    </Root>
  );
}
