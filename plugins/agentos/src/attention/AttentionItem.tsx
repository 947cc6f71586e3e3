import { styled } from '@mui/material/styles';
import { ExpectedTargets, formatCount, ROW_SCOPE, StatusBadge } from '@agentos-portal/plugin-agentos-react';
import { AttentionAction, type AttentionActionProps } from './AttentionAction';

const Root = styled('li')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '92px minmax(0, 1fr) 84px minmax(0, 190px)',
  gap: 12,
  alignItems: 'center',
  minHeight: 44,
  boxSizing: 'border-box',
  padding: '5px 12px',
  '& strong': { fontWeight: 600 },
  '& small': {
    display: 'block',
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& a': {
    color: theme.palette.primary.main,
    justifySelf: 'end',
    textAlign: 'right',
    fontWeight: 500,
  },
  '& a:hover': { textDecoration: 'underline' },
  '& a:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
}));

const Affected = styled('span')(({ theme }) => ({
  textAlign: 'right',
  color: theme.palette.text.secondary,
  fontVariantNumeric: 'tabular-nums',
  whiteSpace: 'nowrap',
}));

/**
 * One thing that needs a person.
 * @internal
 */
export function AttentionItem({ item, onOpenChange }: AttentionActionProps) {
  const { severity, title, detail, affected, owner, operation } = item;
  return (
    <Root {...ROW_SCOPE}>
      <StatusBadge kind="health" status={severity} />
      <div>
        <strong>{title}</strong>
        <small title={detail}>{[owner && `belongs to ${owner}`, detail].filter(Boolean).join(' · ')}</small>
        {operation && <ExpectedTargets kind={operation.kind} ids={operation.targets.map(({ id }) => id)} />}
      </div>
      <Affected title="Jobs that wait, fail or hang because of it">
        {affected > 0 && `${formatCount(affected)} ${affected === 1 ? 'job' : 'jobs'}`}
      </Affected>
      <AttentionAction item={item} onOpenChange={onOpenChange} />
    </Root>
  );
}
