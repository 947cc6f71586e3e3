import { styled } from '@mui/material/styles';
import { TableRoot } from './TableRoot';

/**
 * A short table inside a panel or a card, without sorting. The first column takes what is left.
 * @public
 */
export const MiniTable = styled(TableRoot)(({ theme }) => ({
  '--row-height': '28px',
  tableLayout: 'auto',
  '& th:first-of-type': {
    position: 'static',
    backgroundColor: 'transparent',
    paddingLeft: 0,
    width: '100%',
    maxWidth: 0,
  },
  '& thead th': { position: 'static', backgroundColor: 'transparent' },
  '& tbody th > button:focus-visible': {
    outline: `2px solid ${theme.palette.primary.main}`,
    outlineOffset: -2,
  },
  '& tbody tr': { cursor: 'auto' },
  '& small': { fontSize: 12, color: theme.palette.text.secondary },
}));

/**
 * Opens what its row names.
 * @public
 */
export const RowButton = styled('button')({
  width: '100%',
  '&:hover': { textDecoration: 'underline' },
});
RowButton.defaultProps = { type: 'button' };

/** @public */
export interface MoreCountProps {
  /** How many are not shown; nothing is said for 0 or less. */
  count: number;
  what: string;
}

/**
 * Says that a list goes on.
 * @public
 */
export function MoreCount({ count, what }: MoreCountProps) {
  return count > 0 ? (
    <p>
      {count} more {what}.
    </p>
  ) : null;
}
