import { useEffect } from 'react';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { styled } from '@mui/material/styles';
import { OPERATIONS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { usePermissionReason } from '../../hooks';
import { useCapabilityReason, useOperation } from '../../operations';
import { OperationDialog } from './OperationDialog';
import { refusalOf } from './OperationRefused';

const Root = styled('span')({ display: 'inline-flex', alignItems: 'center', gap: 8, minWidth: 0 });

const Said = styled('span')(({ theme }) => ({
  fontSize: 12,
  color: theme.palette.text.secondary,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
}));

/** A target with its source, which says what it can do. @public */
export interface OperationTargetRef {
  id: string;
  source: string;
}

/** @public */
export interface OperationButtonProps {
  kind: OperationKind;
  targets: readonly OperationTargetRef[];
  /** Targets as words for the accessible name, e.g. `job embed.document in embed`. */
  subject: string;
  params?: JsonObject;
  /** Asks before it acts, also where one target would go at once. */
  confirm?: boolean;
  /** Why it makes no sense now, where the caller knows. */
  disabledReason?: string;
  /** What it says instead of the title of its kind. */
  label?: string;
  /** Told when its dialog opens and closes: until then it must stay mounted. */
  onOpenChange?: (isOpen: boolean) => void;
}

/**
 * Does an operation, or says why it cannot be done here. One harmless target goes at once; more, and what cannot be undone, is confirmed first.
 * @public
 */
export function OperationButton(props: OperationButtonProps) {
  const { kind, targets, subject, params, confirm, disabledReason, label, onOpenChange } = props;
  const { title, permission, reason, destructive } = OPERATIONS[kind];
  const [first] = targets;
  // The server asks for each target; the button needs one answer.
  const forbidden = usePermissionReason(permission, first.id);
  const incapable = useCapabilityReason(
    kind,
    targets.map(({ source }) => source),
  );
  const operation = useOperation(
    kind,
    targets.map(({ id }) => id),
  );
  const why = disabledReason ?? forbidden ?? incapable;
  const isBusy = ['planning', 'starting', 'running'].includes(operation.phase);
  const asks = confirm || destructive || reason === 'always' || targets.length > 1;
  const said = saidOf(operation, title);
  const isOpen = asks && operation.phase !== 'idle';
  useEffect(() => onOpenChange?.(isOpen), [onOpenChange, isOpen]);
  return (
    <Root>
      <Tooltip title={why ?? ''}>
        <Button
          size="small"
          variant="outlined"
          color={destructive ? 'error' : 'primary'}
          aria-label={`${label ?? title} ${subject}`}
          // Reachable by keyboard, so that the reason can be read.
          aria-disabled={why !== undefined || isBusy}
          sx={{ textTransform: 'none', whiteSpace: 'nowrap', ...(why ? { opacity: 0.55 } : {}) }}
          onClick={event => {
            event.stopPropagation();
            if (why !== undefined || isBusy) return;
            if (asks) operation.propose(params);
            else operation.start(params);
          }}
        >
          {label ?? title}
        </Button>
      </Tooltip>
      {!asks && said && (
        <Said role="status" title={said}>
          {said}
        </Said>
      )}
      {isOpen && <OperationDialog operation={operation} subject={subject} />}
    </Root>
  );
}

function saidOf({ phase, summary, refused, error }: ReturnType<typeof useOperation>, title: string) {
  if (phase === 'failed') return error?.message;
  if (phase === 'starting' || phase === 'running') return `${title}: under way`;
  if (phase !== 'done') return undefined;
  if (summary && summary.counts.succeeded > 0) return `${title}: done`;
  return refused[0] ? `Not done: ${refusalOf(refused[0])}` : 'Not done';
}
