import { formatPercent, type JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Duration,
  Figure,
  FigureRow,
  JobState,
  PanelSection,
  ProgressBar,
  StatusBadge,
} from '@agentos-portal/plugin-agentos-react';

/**
 * Where the job stands.
 * @internal
 */
export function JobHeadline({ job }: { job: JobRow }) {
  const attempts = [job.attempt, job.maxAttempts].filter(n => n !== null);
  return (
    <PanelSection title="Now">
      <JobState job={job} isRoomy />
      {job.objective && (
        <div>
          Objective <StatusBadge kind="objective" status={job.objective.status} />, within{' '}
          <Duration value={job.objective.targetMs} />
        </div>
      )}
      {job.reason && <div>{job.reason}</div>}
      <FigureRow>
        <Figure label="waited">
          <Duration value={job.waitMs} />
        </Figure>
        <Figure label={job.state === 'processing' ? 'runs for' : 'ran'}>
          {job.state === 'processing' ? <Age at={job.startedAt} /> : <Duration value={job.runMs} />}
        </Figure>
        <Figure label="attempt">{attempts.join(' of ') || '–'}</Figure>
      </FigureRow>
      {job.progress !== null && job.state === 'processing' && (
        <ProgressBar value={job.progress} label="Progress" text={formatPercent(job.progress)} />
      )}
    </PanelSection>
  );
}
