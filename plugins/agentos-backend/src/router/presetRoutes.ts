import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import type { DecisionCache } from '../access';
import type { PresetCaller, PresetService } from '../presets';
import type { ReaderCheck } from './Caller';
import { NotAllowedError } from '@backstage/errors';

/** `/presets`: saved filters of jobs. @internal */
export function addPresetRoutes(
  router: Router,
  options: {
    presets: PresetService;
    reader: ReaderCheck;
    decisions: DecisionCache;
    auth: AuthService;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  },
) {
  const { presets, reader, decisions, auth, httpAuth, auditor } = options;

  const personOf = (credentials: BackstageCredentials) =>
    auth.isPrincipal(credentials, 'user')
      ? (credentials as BackstageCredentials<BackstageUserPrincipal>).principal.userEntityRef
      : undefined;

  /** Every attempt stands in the auditor's log, also the refused ones. */
  async function audited<T>(
    eventId: string,
    request: Request,
    work: (caller: PresetCaller & { person: string }) => Promise<T>,
  ): Promise<T> {
    const event = await auditor.createEvent({
      eventId,
      request,
      severityLevel: 'medium',
      meta: { presetId: request.params.id },
    });
    try {
      const credentials = await httpAuth.credentials(request, { allow: ['user'] });
      const caller = {
        person: credentials.principal.userEntityRef,
        decisions: await decisions.decisionsOf(credentials),
      };
      if (!caller.decisions.has('agentos.read')) {
        throw new NotAllowedError('The permission agentos.read is missing');
      }
      const answer = await work(caller);
      await event.success();
      return answer;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }

  router.get('/presets', async (request, response) => {
    const caller = await reader(request);
    response.json({
      items: await presets.list({ person: personOf(caller.credentials), decisions: caller.decisions }),
    });
  });

  router.put('/presets/:id', async (request, response) => {
    const { id } = request.params;
    response.json(await audited('preset-save', request, caller => presets.put(id, request.body, caller)));
  });

  router.delete('/presets/:id', async (request, response) => {
    await audited('preset-remove', request, caller => presets.delete(request.params.id, caller));
    response.status(204).end();
  });
}
