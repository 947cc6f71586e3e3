import { useMemo, useState } from 'react';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { JobRow, OperationKind } from '@agentos-portal/plugin-agentos-common';
import { PanelActions, type JobDetail } from '@agentos-portal/plugin-agentos-react';
import { useJobText } from '../useJobText';
import { EditAndRetry } from './EditAndRetry';
import { HeldOperation } from './HeldOperation';
import { makesSense, shownKinds } from './offered';
import { useHeldKind } from './useHeldKind';

/** @internal */
export interface JobOperationsProps {
  job: JobRow;
  /** Undefined until its source has answered. */
  detail: JobDetail | undefined;
}

/**
 * What can be done to a job, and why the rest cannot. A running one is stopped in its worker only when that is asked for in so many
 * words.
 * @internal
 */
export function JobOperations({ job, detail }: JobOperationsProps) {
  const t = useJobText();
  const [terminate, setTerminate] = useState(false);
  const targets = [{ id: job.id, source: job.source }];
  const subject = `job ${job.name}${job.queue ? ` in ${job.queue}` : ''}`;
  const { kinds, hold } = useHeldKind(useMemo(() => shownKinds(job.state), [job.state]));
  const isRunning = job.state === 'processing';
  const whyNot = (kind: OperationKind) => {
    if (detail?.gone) return t('job.operate.whyNot.gone');
    if (makesSense(kind, job.state)) {
      return isRunning && !terminate ? t('job.operate.sayFirst') : undefined;
    }
    return t(`job.operate.whyNot.${job.state}`);
  };
  return (
    <PanelActions label={t('job.operate.label')}>
      {kinds.map(kind =>
        kind === 'job.editAndRetry' ? (
          <EditAndRetry
            key={kind}
            targets={targets}
            subject={subject}
            detail={detail}
            disabledReason={whyNot(kind)}
            hold={hold}
          />
        ) : (
          <HeldOperation
            key={kind}
            hold={hold}
            kind={kind}
            targets={targets}
            subject={subject}
            isCompact
            params={isRunning ? { terminate } : undefined}
            disabledReason={whyNot(kind)}
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
          label={t('job.operate.terminate')}
          slotProps={{ typography: { sx: { fontSize: 13 } } }}
        />
      )}
    </PanelActions>
  );
}
