import type { WorkerTier } from '@agentos-portal/plugin-agentos-common';
import { styled } from '@mui/material/styles';
import { statusLook, toneColor } from '@agentos-portal/plugin-agentos-react';

/**
 * The look of a tile: the tier colours its edge.
 * @internal
 */
export const TileRoot = styled('article', {
  shouldForwardProp: prop => prop !== 'tier',
})<{ tier: WorkerTier }>(({ theme, tier }) => ({
  position: 'relative',
  minWidth: 0,
  padding: '8px 10px',
  border: `1px solid ${theme.palette.divider}`,
  borderLeft: `3px solid ${toneColor(theme, statusLook('tier', tier).tone)}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  fontVariantNumeric: 'tabular-nums',
  // Tiles out of sight cost nothing.
  contentVisibility: 'auto',
  containIntrinsicSize: 'auto 138px',
  '&:hover': { borderTopColor: theme.palette.text.disabled },
  '&[aria-current]': {
    outline: `2px solid ${theme.palette.primary.main}`,
    outlineOffset: -1,
  },
  '& header + div': { marginTop: 4 },
  '& header': {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: 8,
  },
  '& header > button:first-of-type': {
    all: 'unset',
    cursor: 'pointer',
    minWidth: 0,
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    // The whole tile opens the panel.
    '&::after': { content: '""', position: 'absolute', inset: 0 },
    '&:focus-visible::after': {
      outline: `2px solid ${theme.palette.primary.main}`,
      borderRadius: 4,
    },
  },
  // Hints stand above the opener.
  '& header > button:not(:first-of-type), & dl button, & p button': {
    position: 'relative',
    zIndex: 1,
  },
  '& dl': {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: '1px 14px',
    margin: '6px 0 4px',
    fontSize: 12,
    '& > div': { display: 'flex', justifyContent: 'space-between', gap: 6 },
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, whiteSpace: 'nowrap' },
  },
  '& p': {
    margin: 0,
    fontSize: 12,
    color: theme.palette.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    lineHeight: '20px',
  },
}));
