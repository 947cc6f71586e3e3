import { styled } from '@mui/material/styles';
import { toneColor } from '@agentos-portal/plugin-agentos-react';

/**
 * The look of a node.
 * @internal
 */
export const NodeRoot = styled('li', {
  shouldForwardProp: prop => prop !== 'bottleneck',
})<{ bottleneck: boolean }>(({ theme, bottleneck }) => ({
  position: 'relative',
  flex: '1 0 158px',
  maxWidth: 240,
  '& > article': {
    position: 'relative',
    padding: '8px 10px',
    border: `1px solid ${bottleneck ? toneColor(theme, 'warning') : theme.palette.divider}`,
    borderRadius: 4,
    backgroundColor: theme.palette.background.default,
    fontVariantNumeric: 'tabular-nums',
  },
  '& > article:hover': { borderColor: theme.palette.text.disabled },
  '&[aria-current] > article': {
    outline: `2px solid ${theme.palette.primary.main}`,
  },
  '& header': { display: 'flex', alignItems: 'baseline', gap: 6 },
  '& header small': { color: theme.palette.text.secondary },
  '& header button': {
    all: 'unset',
    cursor: 'pointer',
    minWidth: 0,
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    // The whole node opens the panel.
    '&::after': { content: '""', position: 'absolute', inset: 0 },
    '&:focus-visible::after': {
      outline: `2px solid ${theme.palette.primary.main}`,
      borderRadius: 4,
    },
  },
  '& article > div': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0 10px',
    minHeight: 20,
    marginTop: 2,
  },
  // Hints stand above the opener.
  '& article > div button, & dl button': { position: 'relative', zIndex: 1 },
  '& dl': {
    margin: '6px 0 0',
    fontSize: 12,
    '& > div': {
      position: 'relative',
      display: 'flex',
      justifyContent: 'space-between',
    },
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0 },
  },
}));
