import { useEffect, useState } from 'react';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { styled } from '@mui/material/styles';
import { OPERATIONS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { usePermissionReason } from '../../hooks';
import { useExpectation } from '../../expectations/useExpected';
import { refusalOf, useCapabilityReason, useOperation } from '../../operations';
import { saidBy } from '../../operations/refusalOf';
import { OPERATION_KEYS } from '../keyboard/operationKeys';
import { visuallyHidden } from '../values/visuallyHidden';
import { OperationDialog, type OperationDialogProps } from './OperationDialog';

const Root = styled('span')({ display: 'inline-flex', alignItems: 'center', gap: 8, minWidth: 0 });

const Said = styled('span')(({ theme }) => ({
  fontSize: 12,
  color: theme.palette.text.secondary,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  '&[data-hidden]': visuallyHidden,
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
  /** What it is called instead of the title of its kind, where its parameters make it another thing. */
  title?: string;
  /** What it says instead of its title. */
  label?: string;
  /** Said in the dialog: what the person should know before they confirm. */
  warning?: string;
  /** Where a badge of the row shows how it went: here it is only told to assistive technology. */
  isCompact?: boolean;
  /** Told when its dialog opens and closes: until then it must stay mounted. */
  onOpenChange?: (isOpen: boolean) => void;
}

/**
 * Does an operation, or says why it cannot be done here. One harmless target goes at once; more, and what cannot be undone, is confirmed first.
 * @public
 */
export function OperationButton(props: OperationButtonProps) {
  const { kind, targets, subject, params, confirm, disabledReason, onOpenChange } = props;
  const { section, permission, reason, destructive } = OPERATIONS[kind];
  const { title = OPERATIONS[kind].title, label = title, warning, isCompact } = props;
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
  // Something else on the page may have asked for it a moment ago.
  const known = useExpectation(section, first.id);
  const isAsked = targets.length === 1 && known?.phase === 'asked';
  const underWay = isAsked ? `${OPERATIONS[known.kind].title} is under way` : undefined;
  const why = disabledReason ?? forbidden ?? incapable ?? underWay;
  const isBusy = ['planning', 'starting', 'running'].includes(operation.phase);
  const asks = confirm || destructive || reason === 'always' || targets.length > 1;
  // As it was when it was asked: the row may offer something else by now.
  const [asking, setAsking] = useState<Pick<OperationDialogProps, 'title' | 'warning'>>();
  const said = saidOf(operation, OPERATIONS[operation.kind].title);
  const isOpen = asking !== undefined && operation.phase !== 'idle';
  useEffect(() => onOpenChange?.(isOpen), [onOpenChange, isOpen]);
  return (
    <Root>
      <Tooltip title={why ?? ''}>
        <Button
          size="small"
          variant="outlined"
          color={destructive ? 'error' : 'primary'}
          aria-label={`${label} ${subject}`}
          aria-keyshortcuts={OPERATION_KEYS[kind]}
          // Reachable by keyboard, so that the reason can be read.
          aria-disabled={why !== undefined || isBusy}
          sx={{ textTransform: 'none', whiteSpace: 'nowrap', ...(why ? { opacity: 0.55 } : {}) }}
          onClick={event => {
            event.stopPropagation();
            if (why !== undefined || isBusy) return;
            setAsking(asks ? { title, warning } : undefined);
            if (asks) operation.propose(params);
            else operation.start(params);
          }}
        >
          {label}
        </Button>
      </Tooltip>
      {!isOpen && said && (
        <Said role="status" title={said} data-hidden={isCompact || undefined}>
          {said}
        </Said>
      )}
      {isOpen && <OperationDialog operation={operation} subject={subject} {...asking} />}
    </Root>
  );
}

function saidOf({ phase, summary, refused, error }: ReturnType<typeof useOperation>, title: string) {
  if (phase === 'failed') return error && saidBy(error);
  if (phase === 'starting' || phase === 'running') return `${title}: under way`;
  if (phase !== 'done') return undefined;
  if (summary && summary.counts.succeeded > 0) return `${title}: done`;
  return refused[0] ? `Not done: ${refusalOf(refused[0])}` : 'Not done';
}
