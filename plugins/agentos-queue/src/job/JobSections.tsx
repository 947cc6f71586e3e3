import type { JobRow, JobState, Row } from '@agentos-portal/plugin-agentos-common';
import { FieldList, PanelSection, type JobDetail } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { JobAttempts } from './attempts/JobAttempts';
import { JobError } from './attempts/JobError';
import { JobAudit } from './audit/JobAudit';
import { NamePercentiles } from './figures/NamePercentiles';
import { FlowGraph } from './flow/FlowGraph';
import { Folded } from './Folded';
import { JobFacts } from './head/JobFacts';
import { JobHeadline } from './head/JobHeadline';
import { JobLog } from './log/JobLog';
import { JobOperations } from './operate/JobOperations';
import { JobPayload } from './payload/JobPayload';
import { SimilarFailures } from './similar/SimilarFailures';
import { JobTimeline } from './timeline/JobTimeline';
import { useJobText } from './useJobText';

const ENDED: ReadonlySet<JobState> = new Set(['completed', 'failed', 'cancelled', 'lost']);

// The sections of the list bring a margin of their own.
const Unpadded = styled('div')({ margin: '8px -16px -16px' });

/** @internal */
export interface JobSectionsProps {
  job: JobRow;
  /** Undefined until its source has answered. */
  detail: JobDetail | undefined;
  /** Row id of its queue, where that is known. */
  queueId: string | null;
}

/** @internal */
export interface JobStoryProps extends JobSectionsProps {
  /** On a page there is room to unfold what is most likely wanted. */
  isRoomy?: boolean;
}

/**
 * What a person looks at first: where it stands, what can be done, why it failed, what it did.
 * @internal
 */
export function JobStory({ job, detail, isRoomy }: JobStoryProps) {
  const t = useJobText();
  const isOver = ENDED.has(job.state);
  const forgotten = detail?.gone ? t('job.payload.gone') : undefined;
  return (
    <>
      <JobHeadline job={job} />
      <JobOperations job={job} detail={detail} />
      <JobError error={detail?.error ?? job.error ?? undefined} isOpen={isRoomy} />
      <JobTimeline job={job} timeline={detail?.timeline} />
      {detail?.attempts && <JobAttempts job={job} attempts={detail.attempts} />}
      {detail && (
        <>
          <JobPayload
            title={t('job.payload.args')}
            value={detail.args}
            omitted={detail.omitted?.args}
            absent={forgotten}
          />
          <JobPayload
            title={t('job.payload.result')}
            value={detail.result}
            omitted={detail.omitted?.result}
            absent={forgotten ?? (isOver ? undefined : t('job.payload.notYet'))}
          />
          {!detail.gone && <JobLog job={job} />}
        </>
      )}
    </>
  );
}

/**
 * What stands around it: what it belongs to, its flow, its kind, failures like it, what people did.
 * @internal
 */
export function JobContext({ job, detail, queueId }: JobSectionsProps) {
  return (
    <>
      {detail?.flow && <FlowGraph job={job} flow={detail.flow} />}
      <SimilarFailures job={job} />
      <NamePercentiles job={job} />
      <JobFacts job={job} queueId={queueId} />
      <JobAudit id={job.id} version={job.rev ?? ''} />
    </>
  );
}

/**
 * Every field of the row, and where it comes from.
 * @internal
 */
export function JobFields({ job }: { job: JobRow }) {
  const t = useJobText();
  return (
    <PanelSection title={t('job.fields.title')}>
      <Folded summary={t('job.fields.show')}>
        <Unpadded>
          <FieldList section="jobs" row={job as Row} />
        </Unpadded>
      </Folded>
    </PanelSection>
  );
}
