import type {
  AuditorService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Request, Response, Router } from 'express';
import {
  type Answer,
  type OperationControl,
  type OperationService,
  type OperationStore,
  summaryOf,
} from '../operations';
import { readsArguments, readSearch } from '../jobs';
import type { ReaderCheck } from './Caller';

const DEFAULT_LIMIT = 50;

type Person = BackstageCredentials<BackstageUserPrincipal>;

/** A number a cursor stands for. @throws InputError @internal */
export function readCursor(cursor: unknown): number | undefined {
  if (cursor === undefined) return undefined;
  const value = Number(Buffer.from(String(cursor), 'base64url').toString());
  if (!Number.isSafeInteger(value)) throw new InputError('cursor: is none of this list');
  return value;
}

/** @internal */
export const writeCursor = (value: number) => Buffer.from(String(value)).toString('base64url');

function selectsByArguments(body: { targets?: { filter?: { q?: unknown } } } | undefined): boolean {
  const q = body?.targets?.filter?.q;
  try {
    return typeof q === 'string' && readsArguments(readSearch(q));
  } catch {
    // Refused by who reads it whole.
    return false;
  }
}

/** `/operations`: what people do to the fleet. @internal */
export function addOperationRoutes(
  router: Router,
  options: {
    service: OperationService;
    control: OperationControl;
    store: OperationStore;
    reader: ReaderCheck;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  },
) {
  const { service, control, store, reader, httpAuth, auditor } = options;

  /** Every attempt stands in the auditor's log too, also the refused ones. */
  const audited =
    (eventId: string, work: (request: Request, person: Person) => Promise<Answer>) =>
    async (request: Request, response: Response) => {
      const event = await auditor.createEvent({
        eventId,
        request,
        severityLevel: 'medium',
        meta: { kind: request.body?.kind, operationId: request.params.id },
      });
      try {
        const person = await httpAuth.credentials(request, { allow: ['user'] });
        const { status, body } = await work(request, person);
        await event.success({ meta: { operationId: body.operationId } });
        response.status(status).json(body);
      } catch (error) {
        await event.fail({ error: error as Error });
        throw error;
      }
    };

  router.post(
    '/operations',
    audited('operation-create', async (request, person) => {
      // Whoever selects by arguments learns them.
      if (selectsByArguments(request.body)) await reader(request, 'agentos.payload.read');
      return service.create(request.body, person);
    }),
  );
  router.post(
    '/operations/:id/start',
    audited('operation-start', (request, person) => service.start(request.params.id, request.body, person)),
  );
  const acts = {
    abort: (request: Request, person: Person) => control.abort(request.params.id, person),
    pause: (request: Request, person: Person) => control.pause(request.params.id, person),
    resume: (request: Request, person: Person) => control.resume(request.params.id, person),
    throttle: (request: Request, person: Person) => control.throttle(request.params.id, request.body, person),
  };
  for (const [name, act] of Object.entries(acts)) {
    router.post(
      `/operations/:id/${name}`,
      audited(`operation-${name}`, async (request, person) => ({
        status: 202,
        body: { ...(await act(request, person)) },
      })),
    );
  }

  router.get('/operations', async (request, response) => {
    await reader(request);
    const { state, actor, cursor } = request.query as Record<string, string | undefined>;
    const limit = Number(request.query.limit ?? DEFAULT_LIMIT);
    const items = await store.list({ state, actor, before: readCursor(cursor), limit });
    const last = items.length === limit ? items.at(-1) : undefined;
    response.json({ items: items.map(summaryOf), nextCursor: last ? writeCursor(last.createdAt) : null });
  });

  router.get('/operations/:id', async (request, response) => {
    await reader(request);
    response.json(summaryOf(await service.operation(request.params.id)));
  });

  router.get('/operations/:id/targets', async (request, response) => {
    await reader(request);
    const { id } = await service.operation(request.params.id);
    const limit = Number(request.query.limit ?? DEFAULT_LIMIT);
    const outcome = request.query.outcome as string | undefined;
    const targets = await store.targets(id, {
      outcome,
      after: readCursor(request.query.cursor) ?? -1,
      limit,
    });
    const last = targets.length === limit ? targets.at(-1) : undefined;
    response.json({
      items: targets.map(target => ({
        id: target.id,
        outcome: target.outcome === 'attempting' ? 'pending' : target.outcome,
        code: target.code ?? null,
        message: target.message ?? null,
        newJobId: target.newJobId ?? null,
      })),
      nextCursor: last ? writeCursor(last.position) : null,
    });
  });
}
