import { styled } from '@mui/material/styles';
import { toneColor } from '@agentos-portal/plugin-agentos-react';

/** Length of the line between two nodes, px. */
const GAP = 26;

/**
 * The look of a node, with the line that leads to it.
 * @internal
 */
export const NodeRoot = styled('li', {
  shouldForwardProp: prop => prop !== 'connected' && prop !== 'bottleneck',
})<{ connected: boolean; bottleneck: boolean }>(
  ({ theme, connected, bottleneck }) => ({
    position: 'relative',
    flex: '1 0 158px',
    maxWidth: 240,
    '& + &': { marginLeft: GAP },
    ...(connected && {
      '& + &::before': {
        content: '""',
        position: 'absolute',
        top: 20,
        left: -GAP,
        width: GAP - 5,
        borderTop: `1.5px solid ${theme.palette.text.disabled}`,
      },
      '& + &::after': {
        content: '""',
        position: 'absolute',
        top: 16,
        left: -8,
        borderLeft: `7px solid ${theme.palette.text.disabled}`,
        borderTop: '5px solid transparent',
        borderBottom: '5px solid transparent',
      },
    }),
    '& > article': {
      position: 'relative',
      padding: '8px 10px',
      border: `1px solid ${
        bottleneck ? toneColor(theme, 'warning') : theme.palette.divider
      }`,
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
  }),
);
