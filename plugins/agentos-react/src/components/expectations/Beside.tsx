import { styled } from '@mui/material/styles';

/**
 * A badge and what is said beside it.
 * @internal
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
