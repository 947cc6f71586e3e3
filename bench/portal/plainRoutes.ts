import type { HttpAuthService, PermissionsService } from '@backstage/backend-plugin-api';
import { agentosReadPermission } from '@agentos-portal/plugin-agentos-common';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Redis } from 'ioredis';
import Router from 'express-promise-router';

/** Where the bench keeps the snapshot for the plain way. */
export const SNAPSHOT_KEY = 'bench:snapshot';

/**
 * Routes in the plugin's own router, before those of the plugin:
 * - `/bench/empty` identifies the caller and answers `{}`
 * - `/bench/plain` identifies the caller, then Redis GET, JSON.parse, res.json
 * - `/bench/plain-authorized` asks the permission framework as well, as a plugin does that keeps no decisions
 */
export function createPlainRoutes(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  redis: Redis;
}) {
  const { httpAuth, permissions, redis } = options;
  const router = Router();
  const snapshot = async () => JSON.parse((await redis.get(SNAPSHOT_KEY))!);

  router.get('/bench/empty', async (request, response) => {
    await httpAuth.credentials(request, { allow: ['user', 'service'] });
    response.json({});
  });
  router.get('/bench/plain', async (request, response) => {
    await httpAuth.credentials(request, { allow: ['user', 'service'] });
    response.json(await snapshot());
  });
  router.get('/bench/plain-authorized', async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user', 'service'] });
    const [{ result }] = await permissions.authorize([{ permission: agentosReadPermission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) throw new NotAllowedError();
    response.json(await snapshot());
  });
  return router;
}
