import type { Router } from 'express';
import type { SectionAccess } from '../access';
import type { Engine } from '../engine';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { buildV4Document } from '../warmer';
import type { ReaderCheck } from './Caller';
import { encodingOf, isFresh, sendBytes, sendNotModified } from './respond';

const MISS_LIMIT_MS = 5000;

/** How often the view could answer at once. @internal */
export interface CacheFigures {
  hits: number;
  misses: number;
}

/** `GET /ssot`, `/ssot/v4` and its founding alias. @internal */
export function addSsotRoutes(
  router: Router,
  options: {
    engine: Engine;
    access: SectionAccess;
    reader: ReaderCheck;
    figures: CacheFigures;
    clock: Clock;
  },
) {
  const { engine, access, reader, figures, clock } = options;

  // Everybody who misses at once waits for one round; with a source that hangs, what there is is served with its flags.
  const warmed = async () => {
    if (!engine.needsWarming) {
      figures.hits += 1;
      return 'hit';
    }
    figures.misses += 1;
    await Promise.race([engine.warm(), new Promise<void>(resolve => clock.after(MISS_LIMIT_MS, resolve))]);
    return 'miss';
  };

  router.get('/ssot', async (request, response) => {
    const { decisions } = await reader(request);
    const wanted = request.query.sections as string[] | undefined;
    const cache = await warmed();
    const { allowed, denied } = access.split(decisions, wanted);
    const snapshot = engine.encoder.snapshot(allowed, denied);
    const encoding = encodingOf(request);
    const headers = {
      etag: snapshot.etag(encoding),
      'x-agentos-cache': cache,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    };
    if (isFresh(request, headers.etag)) {
      sendNotModified(response, { etag: headers.etag, 'x-agentos-cache': cache });
      return;
    }
    sendBytes(response, await snapshot.body(encoding), headers);
  });

  router.get(['/ssot/v4', '/admin/ssot'], async (request, response) => {
    const { decisions } = await reader(request);
    const cache = await warmed();
    const { allowed, denied } = access.split(decisions);
    const body =
      denied.length === 0
        ? await engine.v4()
        : Buffer.from(
            JSON.stringify(
              buildV4Document(engine.view, {
                sections: new Set(allowed),
                producer: `agentos-portal/${engine.replicas.id}`,
                now: clock.now(),
              }),
            ),
          );
    sendBytes(response, body, { 'x-agentos-cache': cache });
  });
}
