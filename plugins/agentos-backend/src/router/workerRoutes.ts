import { NotFoundError } from '@backstage/errors';
import type { Router } from 'express';
import type { Engine } from '../engine';
import { askSource, sourceOf } from './askSource';
import type { ReaderCheck } from './Caller';

/** `GET /workers` from the SSOT; `GET /workers/:id` with what the worker's source knows besides. @internal */
export function addWorkerRoutes(router: Router, options: { engine: Engine; reader: ReaderCheck }) {
  const { engine, reader } = options;

  router.get('/workers', async (request, response) => {
    await reader(request);
    const { instance } = request.query;
    const items = Array.from(engine.view.rows('workers').values()).filter(
      row => instance === undefined || row.instance === instance,
    );
    response.json({ items });
  });

  router.get('/workers/:id', async (request, response) => {
    await reader(request);
    const { id } = request.params;
    const row = engine.view.rows('workers').get(id);
    if (!row) throw new NotFoundError(`Worker '${id}' is not known`);
    const { source } = sourceOf(engine.registry, 'Worker', id);
    const detail = await askSource(source, async signal => source.getWorker?.(id, { signal }));
    response.json({ ...row, detail: detail ? engine.redact(detail) : null });
  });
}
