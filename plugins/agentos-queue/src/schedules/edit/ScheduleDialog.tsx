import { rowId, type QueueRow, type ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import { formatInstant, OperationButton, useNow, useSection } from '@agentos-portal/plugin-agentos-react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { styled } from '@mui/material/styles';
import { useId, useState } from 'react';
import { useScheduleText } from '../useScheduleText';
import { draftOf, readRule, type RuleDraft } from './ruleDraft';

const Fields = styled('div')({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  gap: '14px 12px',
  paddingTop: 6,
  '& ol': { gridColumn: '1 / -1', margin: 0, paddingLeft: 22, fontVariantNumeric: 'tabular-nums' },
  '& h3': { gridColumn: '1 / -1', margin: 0, fontSize: 13, fontWeight: 600 },
});

const NAME = /^[A-Za-z0-9._-]{1,100}$/;

/** What is wrong with the name of a new schedule. */
function nameProblem(name: string, id: string, rows: readonly ScheduleRow[]) {
  if (!NAME.test(name)) return 'schedules.edit.nameWrong';
  return rows.some(row => row.id === id) ? 'schedules.edit.taken' : undefined;
}

/** @internal */
export interface ScheduleDialogProps {
  /** Absent = a new one. */
  schedule?: ScheduleRow;
  /** Queues a new one may add to. */
  queues: readonly QueueRow[];
  onClose: () => void;
}

/**
 * Changes the rule of a schedule, or adds one; its next runs are shown before it is saved.
 * @internal
 */
export function ScheduleDialog({ schedule, queues, onClose }: ScheduleDialogProps) {
  const t = useScheduleText();
  const titleId = useId();
  const now = useNow();
  const { rows } = useSection('schedules');
  const [queueId, setQueueId] = useState(queues[0]?.id ?? '');
  const [name, setName] = useState('');
  const [jobName, setJobName] = useState('');
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(schedule));
  const change = (fields: Partial<RuleDraft>) => setDraft(before => ({ ...before, ...fields }));
  // Once a minute is enough: what is typed is read at once.
  const reading = readRule(draft, Math.floor(now / 60_000) * 60_000);
  const wrong = 'wrong' in reading ? reading : undefined;

  const queue = queues.find(({ id }) => id === queueId);
  const source = schedule?.source ?? queue?.source ?? '';
  const id = schedule?.id ?? rowId(source, queue?.sourceId ?? '', name);
  const wrongName = schedule ? undefined : nameProblem(name, id, rows);
  const HELP = {
    pattern: wrong?.problem ?? t('schedules.edit.patternHelp'),
    timeZone: t('schedules.edit.zoneWrong'),
    everySeconds: t('schedules.edit.everyWrong'),
  };
  const isEmpty = 'next' in reading && reading.next.length === 0;
  const why = (wrong && HELP[wrong.wrong]) ?? (isEmpty ? t('schedules.never') : undefined);
  const isWrong = (field: string) => wrong?.wrong === field;
  const zoneKept = draft.timeZone === '' ? t('schedules.edit.zoneKept') : ' ';
  const zoneHelp = isWrong('timeZone') ? HELP.timeZone : zoneKept;

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>
        {schedule ? t('schedules.edit.titleChange', { name: schedule.name }) : t('schedules.edit.titleAdd')}
      </DialogTitle>
      <DialogContent>
        <Fields>
          {!schedule && (
            <>
              <TextField
                select
                size="small"
                label={t('schedules.edit.queue')}
                value={queueId}
                onChange={event => setQueueId(event.target.value)}
              >
                {queues.map(row => (
                  <MenuItem key={row.id} value={row.id}>
                    {row.name} ({row.source})
                  </MenuItem>
                ))}
              </TextField>
              <TextField
                size="small"
                label={t('schedules.edit.name')}
                value={name}
                error={name !== '' && wrongName !== undefined}
                helperText={name !== '' && wrongName ? t(wrongName) : ' '}
                onChange={event => setName(event.target.value)}
              />
              <TextField
                size="small"
                label={t('schedules.edit.jobName')}
                value={jobName}
                onChange={event => setJobName(event.target.value)}
              />
            </>
          )}
          <TextField
            select
            size="small"
            label={t('schedules.edit.kind')}
            value={draft.by}
            onChange={event => change({ by: event.target.value as RuleDraft['by'] })}
          >
            <MenuItem value="cron">{t('schedules.edit.byCron')}</MenuItem>
            <MenuItem value="period">{t('schedules.edit.byPeriod')}</MenuItem>
          </TextField>
          {draft.by === 'cron' ? (
            <>
              <TextField
                size="small"
                label={t('schedules.edit.pattern')}
                value={draft.pattern}
                error={isWrong('pattern')}
                helperText={HELP.pattern}
                inputProps={{ spellCheck: false, style: { fontFamily: 'monospace' } }}
                onChange={event => change({ pattern: event.target.value })}
              />
              <TextField
                size="small"
                label={t('schedules.edit.zone')}
                value={draft.timeZone}
                error={isWrong('timeZone')}
                helperText={zoneHelp}
                onChange={event => change({ timeZone: event.target.value })}
              />
            </>
          ) : (
            <TextField
              size="small"
              label={t('schedules.edit.everyS')}
              value={draft.everySeconds}
              error={isWrong('everySeconds')}
              helperText={isWrong('everySeconds') ? HELP.everySeconds : ' '}
              inputProps={{ inputMode: 'numeric' }}
              onChange={event => change({ everySeconds: event.target.value })}
            />
          )}
          <h3>{t('schedules.edit.next')}</h3>
          <ol aria-live="polite">
            {'next' in reading && reading.next.map(at => <li key={at}>{formatInstant(at)}</li>)}
          </ol>
          {why && <div role="status">{why}</div>}
        </Fields>
      </DialogContent>
      <DialogActions>
        <Button sx={{ textTransform: 'none' }} onClick={onClose}>
          {t('schedules.edit.back')}
        </Button>
        <OperationButton
          kind="schedule.upsert"
          label={t('schedules.edit.save')}
          targets={[{ id, source }]}
          subject={`schedule ${schedule?.name ?? name}`}
          params={{ ...('params' in reading ? reading.params : {}), ...(jobName ? { name: jobName } : {}) }}
          disabledReason={why ?? (wrongName && t(wrongName))}
        />
      </DialogActions>
    </Dialog>
  );
}
