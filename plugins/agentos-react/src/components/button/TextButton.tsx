import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';

/**
 * A button that is only text, as dense as the page around it.
 * @public
 */
export const TextButton = styled(Button)({
  padding: '0 6px',
  minWidth: 0,
  fontSize: 12,
  textTransform: 'none',
}) as typeof Button;
