import { randomUUID } from 'node:crypto';
import type { AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { Router } from 'express';
import type { Engine } from '../engine';
import type { WriteGuard } from '../access';
import type { ReaderCheck } from './Caller';

interface IngestedEvent {
  name: string;
  payload: Record<string, unknown>;
  id?: string;
}

/** `GET /events/table` and `POST /events`. @internal */
export function addEventRoutes(
  router: Router,
  options: {
    engine: Engine;
    reader: ReaderCheck;
    auth: AuthService;
    httpAuth: HttpAuthService;
    writes: WriteGuard;
  },
) {
  const { engine, reader, auth, httpAuth, writes } = options;

  router.get('/events/table', async (request, response) => {
    await reader(request);
    response.json({ events: engine.dispatcher.describe() });
  });

  router.post('/events', async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['service'] });
    if (!auth.isPrincipal(credentials, 'service') || !credentials.principal.accessRestrictions) {
      throw new NotAllowedError(
        'Events are taken only from services whose token has accessRestrictions for plugin agentos in backend.auth.externalAccess',
      );
    }
    writes.check();
    const caller = credentials.principal.subject;
    const list: IngestedEvent[] = Array.isArray(request.body) ? request.body : [request.body];
    // Checked as a whole first: one bad event refuses the list, and nothing of it is done.
    for (const [index, event] of list.entries()) {
      try {
        engine.dispatcher.check(event.name, event.payload);
      } catch (error) {
        throw new InputError(`events[${index}]: ${(error as Error).message}`);
      }
    }
    const answers: Array<{ accepted: boolean; id: string }> = [];
    for (const event of list) answers.push(await ingest(event, caller));
    response.status(202).json(Array.isArray(request.body) ? answers : answers[0]);
  });

  async function ingest({ name, payload, id }: IngestedEvent, caller: string) {
    if (id !== undefined) {
      const known = await engine.ingestLog.answerOf(caller, id);
      if (known) return { accepted: known.accepted, id };
    }
    const eventId = id ?? randomUUID();
    const accepted = await engine.ingest({ name, id: `${caller}:${eventId}`, payload, caller });
    if (id !== undefined) await engine.ingestLog.remember(caller, id, accepted);
    return { accepted, id: eventId };
  }
}
