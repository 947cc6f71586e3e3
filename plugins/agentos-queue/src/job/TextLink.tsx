import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';

/**
 * A link that looks like one.
 * @internal
 */
export const TextLink = styled(Link)(({ theme }) => ({
  color: theme.palette.primary.main,
  textDecoration: 'none',
  borderRadius: 2,
  '&:hover': { textDecoration: 'underline' },
  '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}`, outlineOffset: 1 },
}));
