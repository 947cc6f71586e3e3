import { OperationButton, useCapabilityReason } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';
import type { Attention } from './Attention';

const Root = styled('span')({ display: 'inline-flex', gap: 12, alignItems: 'center', justifySelf: 'end' });

function Way({ label, to }: Attention['action']) {
  return to ? <Link to={to}>{label}</Link> : <>{label}</>;
}

function Mend({ item, operation }: { item: Attention; operation: NonNullable<Attention['operation']> }) {
  const { kind, targets, label } = operation;
  const incapable = useCapabilityReason(
    kind,
    targets.map(({ source }) => source),
  );
  if (incapable) return <Way {...item.action} />;
  return (
    <Root>
      {item.action.to && <Link to={item.action.to}>See</Link>}
      <OperationButton kind={kind} targets={targets} label={label} subject={`for: ${item.title}`} confirm />
    </Root>
  );
}

/**
 * The one thing to do: the operation that mends it where its source can do it, else the way to where it stands.
 * @internal
 */
export function AttentionAction({ item }: { item: Attention }) {
  return item.operation ? <Mend item={item} operation={item.operation} /> : <Way {...item.action} />;
}
