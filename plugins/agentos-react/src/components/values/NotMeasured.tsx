import { styled } from '@mui/material/styles';
import { visuallyHidden } from './visuallyHidden';

const Dash = styled('span')(({ theme }) => ({
  color: theme.palette.text.disabled,
}));

const Words = styled('span')(visuallyHidden);

/**
 * Stands where a number would be that nobody measured: a dash, never 0.
 * @public
 */
export function NotMeasured() {
  return (
    <span title="not measured">
      <Dash aria-hidden>–</Dash>
      <Words>not measured</Words>
    </span>
  );
}
