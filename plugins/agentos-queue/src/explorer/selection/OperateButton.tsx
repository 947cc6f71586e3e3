import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { OPERATIONS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import { useCapabilityReason, usePermissionReason } from '@agentos-portal/plugin-agentos-react';

/** @internal */
export interface OperateButtonProps {
  kind: OperationKind;
  /** What it is done to, as words. */
  subject: string;
  /** One of the targets: what a person may do can differ from job to job, and the server asks for each. */
  sampleId?: string;
  /** Sources of the targets. */
  sources: readonly string[];
  shortcut?: string;
  /** Why it makes no sense now. */
  disabledReason?: string;
  /** Nothing is selected: it steps back. */
  isQuiet: boolean;
  onPress: () => void;
}

/**
 * Begins an operation on what is selected, or says why it cannot be done.
 * @internal
 */
export function OperateButton(props: OperateButtonProps) {
  const { kind, subject, sampleId, sources, shortcut, disabledReason, isQuiet, onPress } = props;
  const { title, permission, destructive } = OPERATIONS[kind];
  const forbidden = usePermissionReason(permission, sampleId);
  const incapable = useCapabilityReason(kind, sources);
  const tone = destructive ? 'error' : 'primary';
  const why = disabledReason ?? forbidden ?? incapable;
  return (
    <Tooltip title={why ?? ''}>
      <Button
        size="small"
        variant={isQuiet ? 'text' : 'outlined'}
        color={isQuiet ? 'inherit' : tone}
        aria-label={`${title} ${subject}`}
        aria-keyshortcuts={shortcut}
        // Reachable by keyboard, so that the reason can be read.
        aria-disabled={why !== undefined}
        data-operate={kind}
        sx={{
          textTransform: 'none',
          py: 0,
          minWidth: 0,
          whiteSpace: 'nowrap',
          ...(why ? { opacity: 0.55 } : {}),
        }}
        onClick={() => why === undefined && onPress()}
      >
        {title}
      </Button>
    </Tooltip>
  );
}
