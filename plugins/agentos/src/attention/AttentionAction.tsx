import { OperationButton, useCapabilityReason } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';
import type { Attention } from './Attention';

const Root = styled('span')({ display: 'inline-flex', gap: 12, alignItems: 'center', justifySelf: 'end' });

/** @internal */
export interface AttentionActionProps {
  item: Attention;
  /** Told when a dialog over this item opens and closes. */
  onOpenChange: (isOpen: boolean) => void;
}

function Way({ label, to }: Attention['action']) {
  return to ? <Link to={to}>{label}</Link> : <>{label}</>;
}

interface MendProps extends AttentionActionProps {
  operation: NonNullable<Attention['operation']>;
}

function Mend({ item, operation, onOpenChange }: MendProps) {
  const { kind, targets, label } = operation;
  const incapable = useCapabilityReason(
    kind,
    targets.map(({ source }) => source),
  );
  if (incapable) return <Way {...item.action} />;
  return (
    <Root>
      {item.action.to && <Link to={item.action.to}>See</Link>}
      <OperationButton
        kind={kind}
        targets={targets}
        label={label}
        subject={`for: ${item.title}`}
        confirm
        onOpenChange={onOpenChange}
      />
    </Root>
  );
}

/**
 * The one thing to do: the operation that mends it where its source can do it, else the way to where it stands.
 * @internal
 */
export function AttentionAction({ item, onOpenChange }: AttentionActionProps) {
  if (!item.operation) return <Way {...item.action} />;
  return <Mend item={item} operation={item.operation} onOpenChange={onOpenChange} />;
}
