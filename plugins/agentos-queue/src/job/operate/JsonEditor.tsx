import { toneColor } from '@agentos-portal/plugin-agentos-react';
import { alpha, styled } from '@mui/material/styles';
import { useRef, type RefObject, type UIEvent } from 'react';

const Root = styled('div')(({ theme }) => ({
  display: 'flex',
  height: 'min(52vh, 460px)',
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  overflow: 'hidden',
  fontFamily: 'monospace',
  fontSize: 13,
  lineHeight: '19px',
  '&:focus-within': {
    borderColor: theme.palette.primary.main,
    boxShadow: `0 0 0 1px ${theme.palette.primary.main}`,
  },
  '&[data-invalid]': { borderColor: toneColor(theme, 'bad') },
  '& textarea': {
    all: 'unset',
    flex: 1,
    minWidth: 0,
    padding: '6px 8px',
    whiteSpace: 'pre',
    overflow: 'auto',
    tabSize: 2,
    color: theme.palette.text.primary,
  },
}));

const Gutter = styled('div')(({ theme }) => ({
  flex: 'none',
  minWidth: 34,
  overflow: 'hidden',
  padding: '6px 8px 40px 6px',
  textAlign: 'right',
  userSelect: 'none',
  color: theme.palette.text.secondary,
  backgroundColor: alpha(theme.palette.text.primary, 0.05),
  '& > [data-bad]': {
    margin: '0 -8px 0 -6px',
    padding: '0 8px 0 6px',
    fontWeight: 700,
    color: toneColor(theme, 'bad'),
    backgroundColor: alpha(toneColor(theme, 'bad'), 0.18),
  },
}));

/** More lines have no numbers: they would be more than the text itself. */
const NUMBERED = 5_000;

/** @internal */
export interface JsonEditorProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Line that is wrong, from 1. */
  badLine: number | undefined;
  /** Id of what says what is wrong. */
  describedBy: string;
  input: RefObject<HTMLTextAreaElement>;
}

/**
 * A text with the numbers of its lines; the one that is wrong is marked.
 * @internal
 */
export function JsonEditor({ label, value, onChange, badLine, describedBy, input }: JsonEditorProps) {
  const gutter = useRef<HTMLDivElement>(null);
  const lines = Math.min(NUMBERED, value.split('\n').length);
  const follow = ({ currentTarget }: UIEvent) => {
    if (gutter.current) gutter.current.scrollTop = currentTarget.scrollTop;
  };
  return (
    <Root data-invalid={badLine !== undefined || undefined}>
      <Gutter ref={gutter} aria-hidden>
        {Array.from({ length: lines }, (_, index) => (
          <div key={index} data-bad={index + 1 === badLine || undefined}>
            {index + 1}
          </div>
        ))}
      </Gutter>
      <textarea
        ref={input}
        aria-label={label}
        aria-invalid={badLine !== undefined}
        aria-describedby={describedBy}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        value={value}
        onScroll={follow}
        onChange={event => onChange(event.target.value)}
      />
    </Root>
  );
}
