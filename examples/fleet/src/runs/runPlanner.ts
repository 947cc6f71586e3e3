import { AgentJob } from '../agents/agent';
import { agents, pipelines } from '../agents/fleet';
import { DocumentEntry, documents } from '../documents/documents';
import { seededRandom } from '../runtime/random';

/**
 * A pipeline run that should be started.
 *
 * @public
 */
export interface PlannedRun {
  pipeline: string;
  /** The job of the pipeline's first agent; the caller adds the `runId`. */
  job: AgentJob;
  /** Time from the run before to this one. */
  gapMs: number;
  /** How long the first job is held back; 0 for most. */
  delayMs: number;
  /** From 1 (first) to 10 (last); absent for most. */
  priority?: number;
}

// Shares of all runs.
const DEFECTIVE_SHARE = 0.05;
const DELAYED_SHARE = 0.08;
const PRIORITY_SHARE = 0.2;

/**
 * Plans pipeline runs at random, the same ones for the same seed.
 *
 * @param options - `jobsPerMinute` counts the jobs of all agents; a run has as
 * many jobs as its pipeline has agents
 * @returns an endless sequence of runs
 * @public
 */
export function* planRuns(options: {
  seed: number | string;
  jobsPerMinute: number;
}): Generator<PlannedRun, never, undefined> {
  const random = seededRandom(options.seed);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  const shelf = (name: DocumentEntry['shelf']) => documents.filter(document => document.shelf === name);
  const notes = shelf('notes');
  const defective = shelf('defective');
  const pickIds = (count: number) => {
    const ids = Array.from({ length: count }, () => pick(notes).id);
    if (random() < DEFECTIVE_SHARE) {
      ids[0] = pick(defective).id;
    }
    return [...new Set(ids)];
  };
  const inputs: Record<string, () => AgentJob['input']> = {
    documents: () => ({ documentId: pickIds(1)[0] }),
    insights: () => ({ documentIds: pickIds(1 + Math.floor(random() * 3)) }),
    upkeep: () => ({ documentIds: pickIds(6 + Math.floor(random() * 8)) }),
  };
  const jobsPerRun = agents.length / pipelines.length;
  const meanGapMs = (60_000 * jobsPerRun) / options.jobsPerMinute;

  for (;;) {
    const pipeline = pick(pipelines);
    yield {
      pipeline: pipeline.id,
      job: { agentId: pipeline.agents[0], input: inputs[pipeline.id]() },
      gapMs: Math.round(meanGapMs * (0.5 + random())),
      delayMs: random() < DELAYED_SHARE ? 10_000 + Math.floor(random() * 50_000) : 0,
      priority: random() < PRIORITY_SHARE ? 1 + Math.floor(random() * 10) : undefined,
    };
  }
}
