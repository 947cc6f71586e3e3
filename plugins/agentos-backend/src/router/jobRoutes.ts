import {
  type ExactJson,
  formatExactJson,
  hasExactNumbers,
  type JobRow,
  SECTIONS,
} from '@agentos-portal/plugin-agentos-common';
import type { JobDetail } from '@agentos-portal/plugin-agentos-node';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Router } from 'express';
import type { Engine } from '../engine';
import { JOB_FIELDS, type JobSort, readsArguments, readSearch } from '../jobs';
import { askSource, sourceOf } from './askSource';
import type { ReaderCheck } from './Caller';

const timeOf = (instant: string | undefined) => (instant === undefined ? undefined : Date.parse(instant));

/**
 * A payload as JSON; where ordinary JSON would lose digits also as a text that has them all, in a field of its own.
 */
const payload = (field: 'args' | 'result', value: ExactJson = null) => ({
  [field]: value,
  ...(hasExactNumbers(value) ? { [`${field}Json`]: formatExactJson(value) } : {}),
});

/** What a source says of a job, without what it does not know. */
const measured = (job: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(job).filter(([, value]) => value !== undefined && value !== null));

const DEFAULT_LIMIT = 50;
const PAYLOAD = 'agentos.payload.read';

/** `GET /jobs` from the index; `GET /jobs/:id` and its logs, asked of the job's source. @internal */
export function addJobRoutes(router: Router, options: { engine: Engine; reader: ReaderCheck }) {
  const { engine, reader } = options;

  router.get('/jobs', async (request, response) => {
    const { decisions } = await reader(request);
    // The form of every parameter was checked against the document.
    const { q, from, to, cursor, sort = '-created', ...rest } = request.query as Record<string, never>;
    const fields = Object.fromEntries(
      JOB_FIELDS.flatMap(field => (rest[field] === undefined ? [] : [[field, rest[field]]])),
    );
    const search = q === undefined ? undefined : readSearch(q);
    if (search && readsArguments(search) && !decisions.has(PAYLOAD)) {
      throw new NotAllowedError(`q: searching args needs the permission ${PAYLOAD}`);
    }
    response.json(
      await engine.jobs.list({
        fields,
        from: timeOf(from),
        to: timeOf(to),
        search,
        sort: (sort as string).replace('-', '') as JobSort,
        descending: (sort as string).startsWith('-'),
        limit: Number(request.query.limit ?? DEFAULT_LIMIT),
        cursor,
      }),
    );
  });

  router.get('/jobs/counts', async (request, response) => {
    await reader(request);
    response.json(
      await engine.jobs.counters.read({ instance: request.query.instance as string | undefined }),
    );
  });

  router.get('/jobs/:id', async (request, response) => {
    const { decisions } = await reader(request);
    const { id } = request.params;
    const { source, origin } = sourceOf(engine.registry, 'Job', id);
    let detail: JobDetail | undefined;
    try {
      detail = await askSource(source, async signal => source.getJob?.(id, { signal }));
    } catch (error) {
      const kept = await engine.jobs.get(id);
      if (!kept) throw error;
      // Who looks at a failure while its engine is away sees what is known of it, and why that is not all.
      response.json({ ...kept, attempts: [], unread: engine.redact((error as Error).message) });
      return;
    }
    if (!detail) {
      const kept = await engine.jobs.get(id);
      if (!kept) throw new NotFoundError(`Job '${id}' is gone from source '${source.id}'`);
      // What is left of it: the source forgot the rest.
      response.json({ ...kept, attempts: [], gone: true });
      return;
    }
    const held = engine.view.rows('jobs').get(id);
    const { job, args, result, omitted, attempts, error, partial, ...rest } = detail;
    const seen = held ?? (await engine.jobs.get(id));
    const whole = partial && seen ? { ...seen, ...measured(job), name: seen.name } : job;
    const row = { ...SECTIONS.jobs.fields.parse(whole), source: origin.source, instance: origin.instance };
    const mayRead = decisions.has(PAYLOAD);
    const told = error ?? row.error;
    // What the engine derived is in no source; a job that left the section is in the index with it.
    const { agent, pipeline, objective, error: kept } = (seen ?? row) as unknown as JobRow;
    response.json({
      ...engine.redact.row({
        ...row,
        agent,
        pipeline,
        objective,
        rev: held?.rev ?? null,
        ...rest,
        error: told && {
          ...told,
          fingerprint: kept?.fingerprint ?? null,
          stack: mayRead ? error?.stack : undefined,
        },
        attempts: attempts?.map(({ stack, ...attempt }) => (mayRead ? { ...attempt, stack } : attempt)) ?? [],
        ...(mayRead ? { omitted } : { denied: [PAYLOAD] }),
      }),
      ...(mayRead
        ? {
            ...payload('args', engine.redact(args, 'args')),
            ...payload('result', engine.redact(result, 'result')),
          }
        : {}),
    });
  });

  router.get('/jobs/:id/logs', async (request, response) => {
    await reader(request, PAYLOAD);
    const { id } = request.params;
    const { source } = sourceOf(engine.registry, 'Job', id);
    const lines = await askSource(source, async signal => source.getJobLogs?.(id, { signal }));
    if (!lines) throw new NotFoundError(`Job '${id}' has no logs in source '${source.id}'`);
    response.json({ items: lines.map(line => engine.redact(line, 'logs')) });
  });
}
