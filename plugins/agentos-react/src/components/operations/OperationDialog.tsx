import { useState } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import TextField from '@mui/material/TextField';
import { OPERATIONS } from '@agentos-portal/plugin-agentos-common';
import type { OperationHandle } from '../../operations';
import { saidBy } from '../../operations/refusalOf';
import { formatCount } from '../values';
import { OperationBreakdown } from './OperationBreakdown';
import { OperationRefused } from './OperationRefused';

/** @public */
export interface OperationDialogProps {
  operation: OperationHandle;
  /** Targets as words, e.g. `12 jobs`. */
  subject: string;
  /** What it is called, the title of its kind by default. */
  title?: string;
  /** What the person should know before they confirm. */
  warning?: string;
}

/**
 * Asks to confirm an operation with what it will touch, and shows how far it is.
 * @public
 */
export function OperationDialog({ operation, subject, warning, ...props }: OperationDialogProps) {
  const [reason, setReason] = useState('');
  const { kind, phase, plan, summary, refused, error } = operation;
  const { reason: rule, destructive } = OPERATIONS[kind];
  const { title = OPERATIONS[kind].title } = props;
  const total = plan?.counts.total ?? 0;
  const needsReason = rule === 'always' || total > 1;
  const isMissing = needsReason && reason.trim() === '';
  const isBusy = phase === 'planning' || phase === 'starting';
  const isOver = phase === 'done' || phase === 'failed';
  return (
    <Dialog open onClose={operation.dismiss} fullWidth maxWidth="sm" aria-labelledby="operation-title">
      <DialogTitle id="operation-title">
        {title} {plan ? formatCount(total) : subject}
        {plan && (total === 1 ? ' target' : ' targets')}
      </DialogTitle>
      <DialogContent>
        {isBusy && <LinearProgress aria-label="Asking the server" />}
        {phase === 'confirming' && plan && (
          <form
            id="operation-form"
            onSubmit={event => {
              event.preventDefault();
              if (!isMissing) operation.confirm(reason.trim() || undefined);
            }}
          >
            <OperationBreakdown plan={plan} />
            {warning && (
              <Alert severity="warning" sx={{ mb: 1 }}>
                {warning}
              </Alert>
            )}
            {plan.blocked.map(({ code, message, count }) => (
              <Alert key={`${code} ${message}`} severity="warning" sx={{ mb: 1 }}>
                {formatCount(count)} will be skipped: {message}
              </Alert>
            ))}
            {plan.gaps?.map(({ source, reason: why }) => (
              <Alert key={source} severity="warning" sx={{ mb: 1 }}>
                Of {source} there may be more: {why}
              </Alert>
            ))}
            <TextField
              fullWidth
              multiline
              size="small"
              margin="dense"
              label={
                needsReason ? 'Reason (needed, kept in the audit trail)' : 'Reason (kept in the audit trail)'
              }
              value={reason}
              onChange={event => setReason(event.target.value)}
              inputProps={{ maxLength: 1000 }}
            />
          </form>
        )}
        {(phase === 'running' || phase === 'done') && summary && (
          <div role="status">
            <LinearProgress
              variant="determinate"
              aria-label="Targets done"
              value={
                summary.counts.total === 0 ? 100 : 100 * (1 - summary.counts.pending / summary.counts.total)
              }
              sx={{ mb: 1 }}
            />
            {phase === 'running' && summary.paused && 'Paused: '}
            {phase === 'done' && (summary.state === 'aborted' ? 'Aborted: ' : 'Done: ')}
            {formatCount(summary.counts.succeeded)} succeeded, {formatCount(summary.counts.failed)} failed,{' '}
            {formatCount(summary.counts.skipped)} skipped, {formatCount(summary.counts.pending)} to go
          </div>
        )}
        <OperationRefused targets={refused} />
        {error && <Alert severity="error">{saidBy(error)}</Alert>}
      </DialogContent>
      <DialogActions>
        {phase === 'running' && summary && (
          <Button onClick={summary.paused ? operation.resume : operation.pause}>
            {summary.paused ? 'Resume' : 'Pause'}
          </Button>
        )}
        {phase === 'running' && <Button onClick={operation.abort}>Abort the rest</Button>}
        <Button onClick={operation.dismiss}>{isOver || phase === 'running' ? 'Close' : 'Back'}</Button>
        {phase === 'confirming' && (
          <Button
            type="submit"
            form="operation-form"
            variant="contained"
            color={destructive ? 'error' : 'primary'}
            disabled={isMissing || total === 0}
          >
            {title} {formatCount(total)}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
