import type { Router } from 'express';
import type { FailureReader } from '../failures';
import type { ReaderCheck } from './Caller';

const DEFAULT_LIMIT = 50;

const timeOf = (instant: string | undefined) => (instant === undefined ? undefined : Date.parse(instant));

/** `GET /failures`: failures by fingerprint. @internal */
export function addFailureRoutes(router: Router, options: { failures: FailureReader; reader: ReaderCheck }) {
  router.get('/failures', async (request, response) => {
    await options.reader(request);
    const { from, to, limit, ...rest } = request.query as Record<string, string | undefined>;
    response.json(
      await options.failures.read({
        ...rest,
        from: timeOf(from),
        to: timeOf(to),
        limit: Number(limit ?? DEFAULT_LIMIT),
      }),
    );
  });
}
