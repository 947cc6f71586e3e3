import { formatPercent, type JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Duration,
  Figure,
  FigureRow,
  JobState,
  PanelSection,
  ProgressBar,
} from '@agentos-portal/plugin-agentos-react';
import { useJobText } from '../useJobText';
import { ObjectiveCountdown } from './ObjectiveCountdown';

/**
 * Where the job stands.
 * @internal
 */
export function JobHeadline({ job }: { job: JobRow }) {
  const t = useJobText();
  const attempts = [job.attempt, job.maxAttempts].filter(n => n !== null);
  const isRunning = job.state === 'processing';
  return (
    <PanelSection title={t('job.now')}>
      <JobState job={job} isRoomy />
      <div>
        <ObjectiveCountdown job={job} />
      </div>
      {job.reason && <div>{job.reason}</div>}
      <FigureRow>
        <Figure label={job.state === 'queued' ? t('job.figures.waitsFor') : t('job.figures.waited')}>
          {job.state === 'queued' && job.waitMs === null ? (
            <Age at={job.createdAt} />
          ) : (
            <Duration value={job.waitMs} />
          )}
        </Figure>
        <Figure label={isRunning ? t('job.figures.runsFor') : t('job.figures.ran')}>
          {isRunning ? <Age at={job.startedAt} /> : <Duration value={job.runMs} />}
        </Figure>
        <Figure label={t('job.figures.attempt')}>{attempts.join(` ${t('job.figures.of')} `) || '–'}</Figure>
      </FigureRow>
      {job.progress !== null && isRunning && (
        <div style={{ marginTop: 6 }}>
          <ProgressBar value={job.progress} label="Progress" text={formatPercent(job.progress)} />
        </div>
      )}
    </PanelSection>
  );
}
