import { useState } from 'react';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { ExactJson, JobRow, JobState, OperationKind } from '@agentos-portal/plugin-agentos-common';
import { PanelActions } from '@agentos-portal/plugin-agentos-react';
import { EditAndRetry } from './EditAndRetry';
import { HeldOperation } from './HeldOperation';
import { useHeldKind } from './useHeldKind';

/** What makes sense in each state, in the order it is offered. */
const OFFERED: Record<JobState, OperationKind[]> = {
  queued: ['job.cancel', 'job.remove'],
  scheduled: ['job.promote', 'job.cancel', 'job.remove'],
  retrying: ['job.promote', 'job.cancel', 'job.remove'],
  processing: ['job.cancel'],
  completed: ['job.remove'],
  failed: ['job.retry', 'job.editAndRetry', 'job.remove'],
  cancelled: ['job.retry'],
  lost: ['job.retry', 'job.editAndRetry'],
  unknown: [],
};

/** @internal */
export interface JobOperationsProps {
  job: JobRow;
  /** Arguments as they are known; undefined = not known or not permitted. */
  args: ExactJson | undefined;
}

/**
 * What can be done to a job. A running one is stopped in its worker only when that is asked for in so many words.
 * @internal
 */
export function JobOperations({ job, args }: JobOperationsProps) {
  const [terminate, setTerminate] = useState(false);
  const targets = [{ id: job.id, source: job.source }];
  const subject = `job ${job.name}${job.queue ? ` in ${job.queue}` : ''}`;
  const { kinds, hold } = useHeldKind(OFFERED[job.state]);
  const isRunning = job.state === 'processing';
  return (
    <PanelActions label="Operations on this job">
      {kinds.map(kind =>
        kind === 'job.editAndRetry' ? (
          <EditAndRetry key={kind} targets={targets} subject={subject} args={args} hold={hold} />
        ) : (
          <HeldOperation
            key={kind}
            hold={hold}
            kind={kind}
            targets={targets}
            subject={subject}
            isCompact
            params={isRunning ? { terminate } : undefined}
            disabledReason={
              isRunning && !terminate
                ? 'It runs: say first that it is to be stopped in its worker'
                : undefined
            }
          />
        ),
      )}
      {isRunning && (
        <FormControlLabel
          control={
            <Checkbox
              size="small"
              checked={terminate}
              onChange={event => setTerminate(event.target.checked)}
            />
          }
          label="Stop it in the worker"
        />
      )}
    </PanelActions>
  );
}
