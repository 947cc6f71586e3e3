import { styled } from '@mui/material/styles';
import { toneColor } from '@agentos-portal/plugin-agentos-react';

/** @internal */
export const Root = styled('div')(({ theme }) => ({
  position: 'relative',
  display: 'flex',
  alignItems: 'center',
  gap: 6,
  height: 32,
  padding: '0 4px 0 8px',
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  color: theme.palette.text.secondary,
  '&:focus-within': {
    borderColor: theme.palette.primary.main,
    boxShadow: `0 0 0 1px ${theme.palette.primary.main}`,
  },
  '&:has([aria-invalid="true"])': { borderColor: toneColor(theme, 'bad') },
  '& kbd': {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 3,
    padding: '0 5px',
    marginRight: 4,
    fontFamily: 'inherit',
    fontSize: 11,
  },
}));

const FONT = { fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: 12.5, lineHeight: '20px' };

/** @internal */
export const Field = styled('div')(({ theme }) => ({
  position: 'relative',
  flex: 1,
  minWidth: 0,
  '& input': {
    all: 'unset',
    ...FONT,
    position: 'relative',
    display: 'block',
    width: '100%',
    color: theme.palette.text.primary,
  },
  '& input::placeholder': { color: theme.palette.text.secondary },
}));

/** Lies behind the text and marks the place where it cannot be read on. */
export const Mirror = styled('div')(({ theme }) => ({
  ...FONT,
  position: 'absolute',
  inset: 0,
  overflow: 'hidden',
  whiteSpace: 'pre',
  color: 'transparent',
  pointerEvents: 'none',
  '& mark': {
    color: 'transparent',
    background: 'none',
    textDecoration: `underline wavy ${toneColor(theme, 'bad')}`,
    textDecorationSkipInk: 'none',
    textUnderlineOffset: 3,
  },
}));

/** @internal */
export const Problem = styled('div')(({ theme }) => ({
  position: 'absolute',
  top: 'calc(100% + 4px)',
  left: -1,
  maxWidth: '100%',
  padding: '4px 8px',
  zIndex: theme.zIndex.appBar - 1,
  border: `1px solid ${toneColor(theme, 'bad')}`,
  borderRadius: 4,
  fontSize: 12,
  color: toneColor(theme, 'bad'),
  backgroundColor: theme.palette.background.paper,
}));
