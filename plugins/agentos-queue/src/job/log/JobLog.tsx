import { agentosPayloadReadPermission, type JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  PanelSection,
  TextButton,
  useJobLogs,
  usePermissionReason,
  type JobLogLine,
} from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useJobText } from '../useJobText';
import { filterLines, LEVELS, tellLevels, type Level } from './logLevels';
import { LogLines } from './LogLines';
import { useTail } from './useTail';

const Bar = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  margin: '2px 0 6px',
  fontSize: 12,
  color: theme.palette.text.secondary,
  '& input, & select': {
    height: 24,
    boxSizing: 'border-box',
    padding: '0 6px',
    font: 'inherit',
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
  },
  '& input': { flex: '1 1 120px', minWidth: 80, maxWidth: 240 },
}));

const NO_LINES: JobLogLine[] = [];

function Log({ id, isRunning }: { id: string; isRunning: boolean }) {
  const t = useJobText();
  const [text, setText] = useState('');
  const [level, setLevel] = useState<Level>();
  const [held, setHeld] = useState<readonly JobLogLine[]>();
  const isPaused = held !== undefined;
  const { data, error } = useJobLogs(id, { isWritten: isRunning && !isPaused });
  const lines = held ?? data?.items ?? NO_LINES;
  const shown = filterLines(lines, { text, level });
  const tail = useTail(shown.length);
  if (error && !data) return <>{t('job.log.failed', { error: error.message })}</>;
  if (!data) return <>{t('job.log.asking')}</>;
  if (lines.length === 0 && !isRunning) return <>{t('job.log.none')}</>;
  const hasLevels = tellLevels(lines);
  const following = tail.isAtEnd ? t('job.log.following') : t('job.log.held');
  const state = isPaused ? t('job.log.paused') : following;
  const isNarrowed = shown.length < lines.length;
  return (
    <>
      <Bar>
        <input
          type="search"
          aria-label={t('job.log.search')}
          placeholder={t('job.log.search')}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        {hasLevels && (
          <select
            aria-label={t('job.log.level')}
            value={level ?? ''}
            onChange={event => setLevel((event.target.value || undefined) as Level | undefined)}
          >
            <option value="">{t('job.log.allLevels')}</option>
            {LEVELS.map(name => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
        <span>
          {isNarrowed
            ? t('job.log.matches', { n: String(shown.length), total: String(lines.length) })
            : t('job.log.lines', { count: lines.length })}
        </span>
        <span role="status" data-tail={isPaused ? 'paused' : tail.isAtEnd}>
          {isRunning ? state : t('job.log.ended')}
        </span>
        {isRunning && (
          <TextButton aria-pressed={isPaused} onClick={() => setHeld(isPaused ? undefined : lines)}>
            {t(isPaused ? 'job.log.resume' : 'job.log.pause')}
          </TextButton>
        )}
      </Bar>
      {lines[0]?.line > 1 && <div>{t('job.log.earlier')}</div>}
      {shown.length > 0 ? (
        <LogLines lines={shown} hasLevels={hasLevels} wanted={text.trim().toLowerCase()} tail={tail} />
      ) : (
        <div>{t(lines.length === 0 ? 'job.log.none' : 'job.log.noMatch')}</div>
      )}
    </>
  );
}

/**
 * What the job has written, as it is written; without the permission nothing is asked for.
 * @internal
 */
export function JobLog({ job }: { job: Pick<JobRow, 'id' | 'state'> }) {
  const t = useJobText();
  const reason = usePermissionReason(agentosPayloadReadPermission);
  return (
    <PanelSection title={t('job.log.title')}>
      {reason ?? <Log id={job.id} isRunning={job.state === 'processing'} />}
    </PanelSection>
  );
}
