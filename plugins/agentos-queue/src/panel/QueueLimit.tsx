import { OPERATIONS, type QueueRow } from '@agentos-portal/plugin-agentos-common';
import {
  OperationButton,
  ReasonedButton,
  useCapabilityReason,
  usePermissionReason,
} from '@agentos-portal/plugin-agentos-react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { styled } from '@mui/material/styles';
import { useId, useState } from 'react';
import { useQueueText } from '../page/useQueueText';
import { draftOf, readLimits, type LimitDraft } from './limitDraft';

const KIND = 'queue.limit';

const Fields = styled('div')({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  gap: '14px 12px',
  paddingTop: 6,
});

const FIELDS = [
  { field: 'concurrency', label: 'queues.limit.concurrency' },
  { field: 'max', label: 'queues.limit.max' },
  { field: 'seconds', label: 'queues.limit.seconds' },
] as const;

function LimitDialog({ row, onClose }: { row: QueueRow; onClose: () => void }) {
  const t = useQueueText();
  const titleId = useId();
  const [draft, setDraft] = useState<LimitDraft>(() => draftOf(row));
  const reading = readLimits(draft);
  const wrong = 'wrong' in reading ? reading.wrong : undefined;
  return (
    <Dialog open fullWidth maxWidth="xs" onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('queues.limit.title', { queue: row.name })}</DialogTitle>
      <DialogContent>
        <Fields>
          {FIELDS.map(({ field, label }) => (
            <TextField
              key={field}
              size="small"
              label={t(label)}
              value={draft[field]}
              error={wrong === field}
              helperText={wrong === field ? t('queues.limit.wrong') : ' '}
              inputProps={{ inputMode: 'numeric' }}
              onChange={event => setDraft(before => ({ ...before, [field]: event.target.value }))}
            />
          ))}
        </Fields>
        {t('queues.limit.help')}
      </DialogContent>
      <DialogActions>
        <Button sx={{ textTransform: 'none' }} onClick={onClose}>
          {t('queues.limit.back')}
        </Button>
        <OperationButton
          kind={KIND}
          label={t('queues.limit.save')}
          targets={[{ id: row.id, source: row.source }]}
          subject={`queue ${row.name}`}
          params={'params' in reading ? reading.params : {}}
          disabledReason={wrong && t('queues.limit.wrong')}
        />
      </DialogActions>
    </Dialog>
  );
}

/**
 * Opens the limits of a queue, or says why they cannot be set here.
 * @internal
 */
export function QueueLimit({ row }: { row: QueueRow }) {
  const t = useQueueText();
  const [isOpen, setOpen] = useState(false);
  const forbidden = usePermissionReason(OPERATIONS[KIND].permission, row.id);
  const incapable = useCapabilityReason(KIND, [row.source]);
  const why = forbidden ?? incapable;
  return (
    <>
      <ReasonedButton
        name={`${t('queues.limit.open')} queue ${row.name}`}
        why={why}
        onPress={() => setOpen(true)}
      >
        {t('queues.limit.open')}
      </ReasonedButton>
      {isOpen && <LimitDialog row={row} onClose={() => setOpen(false)} />}
    </>
  );
}
