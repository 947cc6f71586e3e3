import { styled } from '@mui/material/styles';

/**
 * Badges of one row, and what is said beside them.
 * @public
 */
export const Beside = styled('span')({
  display: 'inline-flex',
  alignItems: 'baseline',
  flexWrap: 'wrap',
  gap: '2px 8px',
  minWidth: 0,
  maxWidth: '100%',
  'td > &': { flexWrap: 'nowrap' },
});
