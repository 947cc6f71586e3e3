import { styled } from '@mui/material/styles';

/**
 * Figures side by side.
 * @public
 */
export const FigureRow = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '4px 28px',
  marginTop: 6,
});
