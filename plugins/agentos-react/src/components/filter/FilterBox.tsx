import CloseIcon from '@mui/icons-material/Close';
import SearchIcon from '@mui/icons-material/Search';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useShortcut } from '../keyboard';

const Root = styled('div')(({ theme }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  width: 240,
  height: 30,
  padding: '0 4px 0 8px',
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  color: theme.palette.text.secondary,
  '&:focus-within': {
    borderColor: theme.palette.primary.main,
    boxShadow: `0 0 0 1px ${theme.palette.primary.main}`,
  },
  '& input': {
    all: 'unset',
    flex: 1,
    minWidth: 0,
    fontSize: 13,
    color: theme.palette.text.primary,
  },
  '& input::placeholder': { color: theme.palette.text.secondary },
  '& kbd': {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 3,
    padding: '0 5px',
    fontFamily: 'inherit',
    fontSize: 11,
  },
}));

/** Time without typing after which a filter is applied, ms. */
const DEBOUNCE_MS = 300;

/** @public */
export interface FilterBoxProps {
  /** What is filtered, e.g. `Filter queues`. */
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/**
 * A text filter. The key `/` goes to it, Esc clears it, and what is typed counts after 300 ms.
 * @public
 */
export function FilterBox({ label, value, onChange }: FilterBoxProps) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const applied = useRef(value);
  const latest = useRef(onChange);
  latest.current = onChange;

  // Only what came from elsewhere (Back, a link) replaces what is being typed.
  useEffect(() => {
    if (value !== applied.current) {
      applied.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    if (text === applied.current) return undefined;
    const timer = setTimeout(() => {
      applied.current = text;
      latest.current(text);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  useShortcut('/', event => {
    event.preventDefault();
    input.current?.focus();
  });

  const clear = () => {
    setText('');
    applied.current = '';
    onChange('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (text) clear();
    else input.current?.blur();
  };

  return (
    <Root role="search">
      <SearchIcon fontSize="small" aria-hidden />
      <input
        ref={input}
        type="text"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text ? (
        <IconButton size="small" aria-label="Clear the filter" onClick={clear}>
          <CloseIcon sx={{ fontSize: 16 }} />
        </IconButton>
      ) : (
        <kbd aria-hidden>/</kbd>
      )}
    </Root>
  );
}
