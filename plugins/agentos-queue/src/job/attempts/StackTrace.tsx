import { TextButton } from '@agentos-portal/plugin-agentos-react';
import { alpha, styled } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import { Preformatted } from '../Preformatted';
import { useJobText } from '../useJobText';
import { frameCount, stackParts } from './stackLines';

/** A longer stack is shown as it is, and cut. */
const PARTED = 20_000;

const Pre = styled('pre')(({ theme }) => ({
  margin: '4px 0',
  padding: 8,
  maxHeight: 320,
  overflow: 'auto',
  fontSize: 12,
  lineHeight: 1.45,
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  borderRadius: 4,
  backgroundColor: alpha(theme.palette.text.primary, 0.05),
  '& button': { display: 'block', fontFamily: 'inherit', textAlign: 'left' },
}));

/**
 * A stack or traceback: the frames of the own code, those of others folded in their places.
 * @internal
 */
export function StackTrace({ stack, label }: { stack: string; label: string }) {
  const t = useJobText();
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const parts = useMemo(() => (stack.length > PARTED ? [] : stackParts(stack)), [stack]);
  if (parts.length === 0) return <Preformatted text={stack} label={label} />;
  return (
    <Pre tabIndex={0} role="region" aria-label={label}>
      {parts.map((part, index) =>
        part.isForeign && !unfolded.has(index) ? (
          <TextButton
            key={index}
            aria-expanded={false}
            onClick={() => setUnfolded(before => new Set(before).add(index))}
          >
            … {t('job.attempts.foreign', { count: frameCount(part) })}
          </TextButton>
        ) : (
          `${part.lines.join('\n')}\n`
        ),
      )}
    </Pre>
  );
}
