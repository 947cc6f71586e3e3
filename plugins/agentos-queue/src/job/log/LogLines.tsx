import { formatClock, formatInstant, toneColor, type JobLogLine } from '@agentos-portal/plugin-agentos-react';
import { alpha, styled } from '@mui/material/styles';
import { memo } from 'react';
import { useJobText } from '../useJobText';
import type { Tail } from './useTail';

const Box = styled('div')(({ theme }) => ({
  maxHeight: 320,
  minHeight: 40,
  overflow: 'auto',
  padding: '6px 0',
  borderRadius: 4,
  fontFamily: 'monospace',
  fontSize: 12,
  lineHeight: 1.5,
  backgroundColor: alpha(theme.palette.text.primary, 0.05),
  '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
}));

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  gap: 10,
  padding: '0 8px',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  // A thousand lines are drawn, and those out of sight are not laid out.
  contentVisibility: 'auto',
  containIntrinsicSize: 'auto 18px',
  '& time, & small': { flex: 'none', color: theme.palette.text.secondary, fontSize: 12 },
  '&[data-level="warn"] b, &[data-level="warning"] b': { color: toneColor(theme, 'warning') },
  '&[data-level="error"] b, &[data-level="critical"] b, &[data-level="fatal"] b': {
    color: toneColor(theme, 'bad'),
  },
  '& b': { flex: 'none', width: 48, fontWeight: 600 },
  '& mark': { backgroundColor: alpha('#ffc400', 0.5), color: 'inherit' },
}));

function Marked({ text, wanted }: { text: string; wanted: string }) {
  const at = wanted ? text.toLowerCase().indexOf(wanted) : -1;
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </>
  );
}

const Line = memo(function OneLine({
  line,
  hasLevels,
  wanted,
}: {
  line: JobLogLine;
  hasLevels: boolean;
  wanted: string;
}) {
  const { at, level, text } = line;
  return (
    <Row data-level={level?.toLowerCase()} data-line={line.line}>
      {at ? (
        <time dateTime={at} title={formatInstant(at)}>
          {formatClock(at)}
        </time>
      ) : (
        <small>{line.line}</small>
      )}
      {hasLevels && <b>{level?.toUpperCase()}</b>}
      <span>
        <Marked text={text} wanted={wanted} />
      </span>
    </Row>
  );
});

/** @internal */
export interface LogLinesProps {
  lines: readonly JobLogLine[];
  hasLevels: boolean;
  /** Marked where it stands; lower case. */
  wanted: string;
  tail: Tail;
}

/**
 * The lines of a log, in a box that scrolls.
 * @internal
 */
export function LogLines({ lines, hasLevels, wanted, tail }: LogLinesProps) {
  const t = useJobText();
  return (
    <Box
      ref={tail.box}
      role="log"
      aria-label={t('job.log.title')}
      aria-live="off"
      // A region that scrolls must be reachable by keyboard.
      tabIndex={0}
      onScroll={tail.onScroll}
    >
      {lines.map(line => (
        <Line key={line.line} line={line} hasLevels={hasLevels} wanted={wanted} />
      ))}
    </Box>
  );
}
