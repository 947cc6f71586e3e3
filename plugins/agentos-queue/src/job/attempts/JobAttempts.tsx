import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Duration,
  MiniTable,
  NotMeasured,
  PanelSection,
  type JobAttempt,
} from '@agentos-portal/plugin-agentos-react';
import { Folded } from '../Folded';
import { useJobText } from '../useJobText';
import { StackTrace } from './StackTrace';

const ranMs = ({ startedAt, finishedAt }: JobAttempt) =>
  startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : undefined;

/** @internal */
export interface JobAttemptsProps {
  job: Pick<JobRow, 'attempt'>;
  attempts: readonly JobAttempt[];
}

/**
 * Every try, with what it failed with.
 * @internal
 */
export function JobAttempts({ job, attempts }: JobAttemptsProps) {
  const t = useJobText();
  if (attempts.length === 0) return null;
  const unkept = (job.attempt ?? 0) - attempts.length;
  const outcomeOf = ({ error, startedAt, finishedAt }: JobAttempt) => {
    if (error) return t('job.attempts.failed');
    if (finishedAt) return t('job.attempts.done');
    return startedAt ? t('job.attempts.running') : undefined;
  };
  return (
    <PanelSection title={t('job.attempts.title')}>
      <MiniTable aria-label={t('job.attempts.title')}>
        <thead>
          <tr>
            <th scope="col">{t('job.attempts.attempt')}</th>
            <th scope="col" data-align="end">
              {t('job.attempts.started')}
            </th>
            <th scope="col" data-align="end">
              {t('job.attempts.ran')}
            </th>
            <th scope="col">{t('job.attempts.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(attempt => (
            <tr key={attempt.attempt}>
              <th scope="row">{attempt.attempt}</th>
              <td data-align="end">
                <Age at={attempt.startedAt} suffix="ago" />
              </td>
              <td data-align="end">
                <Duration value={ranMs(attempt)} />
              </td>
              <td>{outcomeOf(attempt) ?? <NotMeasured />}</td>
            </tr>
          ))}
        </tbody>
      </MiniTable>
      {unkept > 0 && <p>{t('job.attempts.unkept', { n: String(unkept) })}</p>}
      {attempts
        .filter(({ error }) => error)
        .map(({ attempt, error, stack }) => (
          <Folded key={attempt} summary={`${t('job.attempts.attempt')} ${attempt}: ${error}`}>
            <StackTrace
              stack={stack ?? error ?? ''}
              label={t('job.attempts.stackOf', { attempt: String(attempt) })}
            />
          </Folded>
        ))}
    </PanelSection>
  );
}
