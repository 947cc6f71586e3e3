import { styled } from '@mui/material/styles';
import { TextButton } from '../button';
import type { HeldOrder } from './holdOrder';

const Root = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minHeight: 24,
  marginLeft: 'auto',
  color: theme.palette.text.secondary,
  fontSize: 12,
  whiteSpace: 'nowrap',
}));

/** @internal */
export interface OrderHintProps {
  order: Pick<HeldOrder<unknown>, 'waiting' | 'gone' | 'differs'>;
  held: boolean;
  onRelease: () => void;
}

/**
 * Says that the order is held, and what waits. Its place is kept, so that nothing moves when it comes.
 * @internal
 */
export function OrderHint({ order, held, onRelease }: OrderHintProps) {
  const said = [
    'Order held',
    order.waiting > 0 && `${order.waiting} new`,
    order.gone.size > 0 && `${order.gone.size} gone`,
  ].filter(Boolean);
  return (
    <Root>
      {held && order.differs && (
        <>
          {said.join(' · ')}
          <TextButton onClick={onRelease}>Update</TextButton>
        </>
      )}
    </Root>
  );
}
