import type { JobRow } from '../model';
import type { JobCondition, ParsedJobQuery, TextPattern } from './JobCondition';
import type { Qualifier } from './qualifiers';
import { resolveInstant } from './timeValues';

type Compared = string | number | undefined;

const errorOf = ({ error }: JobRow) => error && [error.type, error.message].filter(Boolean).join(': ');

const timeOf = (instant: string | null) => (instant === null ? undefined : Date.parse(instant));

/** What a row says of each qualifier; several where any of them will do, `undefined` where nothing was measured. */
const VALUES: Record<Exclude<Qualifier, 'args'>, (job: JobRow) => Compared[]> = {
  queue: job => [job.queue ?? undefined],
  name: job => [job.name],
  state: job => [job.state],
  agent: job => [job.agent ?? undefined],
  pipeline: job => [job.pipeline ?? undefined],
  worker: job => [job.worker ?? undefined],
  user: job => [job.user ?? undefined],
  error: job => [errorOf(job) ?? undefined],
  fingerprint: job => [job.error?.fingerprint ?? undefined],
  // Here or in its own engine.
  id: job => [job.id, job.sourceId],
  source: job => [job.source],
  instance: job => [job.instance],
  created: job => [timeOf(job.createdAt)],
  started: job => [timeOf(job.startedAt)],
  finished: job => [timeOf(job.finishedAt)],
  duration: job => [job.runMs === null ? undefined : Math.round(job.runMs)],
  priority: job => [job.priority === null ? undefined : Math.trunc(job.priority)],
};

const contains = (value: Compared, part: string) => String(value).toLowerCase().includes(part.toLowerCase());

const fits = (value: Compared, { text, prefix }: TextPattern) =>
  prefix ? String(value).startsWith(text) : value === text;

const within = (value: Compared, bound: 'from' | 'to', limit: number) =>
  bound === 'from' ? Number(value) >= limit : Number(value) < limit;

/** Whether a value that was measured meets a condition, `not` left aside. */
function meets(value: Compared, condition: JobCondition, now: number): boolean {
  switch (condition.type) {
    case 'pattern':
      return condition.values.some(pattern => fits(value, pattern));
    case 'contains':
      return condition.values.some(part => contains(value, part));
    case 'instant':
      return within(value, condition.bound, Date.parse(resolveInstant(condition.value, now)));
    case 'duration':
      return within(value, condition.bound, condition.value);
    default:
      return (condition.values as Compared[]).includes(value);
  }
}

const isArgument = ({ type }: JobCondition) => type === 'argument';

/**
 * Whether a job search finds a job, by what its row says: the same answer as the index of the portal gives.
 * @param now - instant that relative times are meant from, ms since epoch
 * @returns undefined when it depends on arguments, which rows do not hold
 * @public
 */
export function matchesJobQuery(job: JobRow, query: ParsedJobQuery, now: number): boolean | undefined {
  const { conditions, text } = query;
  for (const condition of conditions) {
    if (condition.type === 'argument') continue;
    const values = VALUES[condition.field](job).filter(value => value !== undefined);
    // What is not measured meets nothing, and is left out by nothing.
    if (values.some(value => meets(value, condition, now)) === condition.not) return false;
  }
  const searched = [job.name, job.queue, job.sourceId, job.id, errorOf(job)].filter(Boolean) as string[];
  if (!text.every(word => searched.some(value => contains(value, word)))) return false;
  return conditions.some(isArgument) ? undefined : true;
}
