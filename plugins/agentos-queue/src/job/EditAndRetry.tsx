import { useEffect, useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import {
  formatExactJson,
  hasExactNumbers,
  parseExactJson,
  type ExactJson,
  type OperationKind,
} from '@agentos-portal/plugin-agentos-common';
import { OperationButton, type OperationTargetRef } from '@agentos-portal/plugin-agentos-react';
import type { JsonObject, JsonValue } from '@backstage/types';

/** @internal */
export interface EditAndRetryProps {
  targets: readonly OperationTargetRef[];
  subject: string;
  args: ExactJson | undefined;
  hold: (kind: OperationKind, isOpen: boolean) => void;
}

const HIDDEN = '[redacted]';

/** The text as JSON, or why it is none. */
function read(text: string): { params: JsonObject } | { error: string } {
  // A hidden value would be put in place of the real one.
  if (text.includes(HIDDEN)) return { error: `Replace every ${HIDDEN} by its real value` };
  try {
    const data = parseExactJson(text);
    // A number that JSON would round goes as it was written.
    return { params: hasExactNumbers(data) ? { dataJson: text } : { data: data as JsonValue } };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/**
 * Runs a job again with other arguments, after they were read as JSON.
 * @internal
 */
export function EditAndRetry({ targets, subject, args, hold }: EditAndRetryProps) {
  const [text, setText] = useState<string>();
  const isOpen = text !== undefined;
  useEffect(() => hold('job.editAndRetry', isOpen), [hold, isOpen]);
  const parsed = read(text ?? '');
  const error = 'error' in parsed ? parsed.error : undefined;
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-disabled={args === undefined}
        aria-label={`Edit and retry ${subject}`}
        title={
          args === undefined
            ? 'Its arguments are not known, or you need the permission agentos.payload.read'
            : undefined
        }
        sx={{ textTransform: 'none', ...(args === undefined ? { opacity: 0.55 } : {}) }}
        onClick={() => args !== undefined && setText(formatExactJson(args, 2))}
      >
        Edit and retry
      </Button>
      {isOpen && (
        <Dialog open fullWidth maxWidth="md" onClose={() => setText(undefined)} aria-labelledby="edit-title">
          <DialogTitle id="edit-title">Edit and retry {subject}</DialogTitle>
          <DialogContent>
            <TextField
              fullWidth
              multiline
              minRows={8}
              maxRows={24}
              margin="dense"
              label="Arguments (JSON)"
              value={text}
              error={error !== undefined}
              helperText={error ?? ' '}
              onChange={event => setText(event.target.value)}
              inputProps={{ spellCheck: false, style: { fontFamily: 'monospace', fontSize: 13 } }}
            />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setText(undefined)}>Back</Button>
            <OperationButton
              kind="job.editAndRetry"
              label="Retry with these"
              targets={targets}
              subject={subject}
              params={'params' in parsed ? parsed.params : {}}
              disabledReason={error && `Not JSON: ${error}`}
            />
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
