import { alpha, styled } from '@mui/material/styles';

/**
 * The look of every table: 13 px, tabular numbers, one line a row.
 * @public
 */
export const TableRoot = styled('table')(({ theme }) => ({
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'separate',
  borderSpacing: 0,
  fontSize: 13,
  fontVariantNumeric: 'tabular-nums',
  '& th, & td': {
    boxSizing: 'border-box',
    height: 'var(--row-height)',
    padding: '0 8px',
    borderBottom: `1px solid ${theme.palette.divider}`,
    textAlign: 'left',
    fontWeight: 400,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '& th[data-align="end"], & td[data-align="end"]': { textAlign: 'right' },
  // The name stays in sight when a narrow window scrolls sideways.
  '& th:first-of-type': {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    backgroundColor: theme.palette.background.paper,
    paddingLeft: 12,
  },
  '& thead th': {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.secondary,
    fontSize: 12,
  },
  '& thead th:first-of-type': { zIndex: 3 },
  '& button': { font: 'inherit' },
  '& thead button': {
    all: 'unset',
    cursor: 'pointer',
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'middle',
    borderRadius: 2,
    '& svg': { fontSize: 13, marginLeft: 2, opacity: 0 },
    '&:hover svg': { opacity: 0.5 },
    '& svg[data-active="true"]': { opacity: 1 },
  },
  // The arrow of a number hangs before its label, so that labels end where their numbers end.
  '& thead th[data-align="end"] button': {
    position: 'relative',
    '& svg': { position: 'absolute', right: '100%', margin: '0 1px 0 0' },
  },
  '& thead button:focus-visible': {
    outline: `2px solid ${theme.palette.primary.main}`,
  },
  '& tbody th > button': {
    all: 'unset',
    cursor: 'pointer',
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontWeight: 500,
  },
  '& tbody tr[aria-rowindex]': { cursor: 'pointer' },
  '& tbody tr:hover > *': {
    backgroundImage: `linear-gradient(${theme.palette.action.hover}, ${theme.palette.action.hover})`,
  },
  '& tbody tr:focus-within > *': {
    backgroundImage: `linear-gradient(${theme.palette.action.focus}, ${theme.palette.action.focus})`,
  },
  // On the cells and not on the row: the first cell stands above it.
  '& tbody tr:has(th > button:focus-visible) > *': {
    boxShadow: `inset 0 2px 0 ${theme.palette.primary.main}, inset 0 -2px 0 ${theme.palette.primary.main}`,
  },
  '& tbody tr:has(th > button:focus-visible) > th': {
    boxShadow: `inset 0 2px 0 ${theme.palette.primary.main}, inset 0 -2px 0 ${theme.palette.primary.main}, inset 4px 0 0 ${theme.palette.primary.main}`,
  },
  '& tbody tr[aria-current] > *': {
    backgroundImage: `linear-gradient(${alpha(
      theme.palette.primary.main,
      0.12,
    )}, ${alpha(theme.palette.primary.main, 0.12)})`,
  },
  '& tbody tr[data-gone] > *': {
    color: theme.palette.text.disabled,
    textDecoration: 'line-through',
  },
  '& tbody tr[data-spacer] > td': { height: 'auto', padding: 0, border: 0 },
}));

/**
 * Scrolls a table in both directions where it does not fit.
 * @public
 */
export const TableScroller = styled('div')(({ theme }) => ({
  overflow: 'auto',
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
}));
