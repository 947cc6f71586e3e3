import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { AuditorService, AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import Router from 'express-promise-router';
import type { DecisionCache, SectionAccess, WriteGuard } from '../access';
import type { Engine } from '../engine';
import type { LiveServer, Relay } from '../live';
import type { OperationControl, OperationService, OperationStore } from '../operations';
import type { PresetService } from '../presets';
import { addAnalyticsRoutes } from './analyticsRoutes';
import { addAuditRoutes } from './auditRoutes';
import { createReaderCheck } from './Caller';
import { addEventRoutes } from './eventRoutes';
import { addFailureRoutes } from './failureRoutes';
import { addHealthRoutes } from './healthRoutes';
import { addJobRoutes } from './jobRoutes';
import { buildOpenApiDocument } from './openapi';
import { addOperationRoutes } from './operationRoutes';
import { addPresetRoutes } from './presetRoutes';
import { createRequestCheck } from './RequestCheck';
import { createRequestErrors } from './requestErrors';
import { addSsotRoutes, type CacheFigures } from './ssotRoutes';
import { addWorkerRoutes } from './workerRoutes';

/** @internal */
export interface RouterOptions {
  engine: Engine;
  relay: Relay;
  live: LiveServer;
  definitions: ReadonlyMap<string, SectionDefinition>;
  access: SectionAccess;
  decisions: DecisionCache;
  writes: WriteGuard;
  operations: OperationService;
  operationControl: OperationControl;
  operationStore: OperationStore;
  presets: PresetService;
  auditor: AuditorService;
  auth: AuthService;
  httpAuth: HttpAuthService;
  clock: Clock;
  cacheFigures: CacheFigures;
}

/** Every route of the plugin. @internal */
export function createRouter(options: RouterOptions): express.Router {
  const { engine, live } = options;
  const router = Router();
  const document = buildOpenApiDocument(options.definitions);
  const reader = createReaderCheck({ httpAuth: options.httpAuth, cache: options.decisions });

  router.use((request, _response, next) => {
    // The first request shows the server that Backstage shares among plugins.
    if (!live.isAttached) {
      const { server } = request.socket as unknown as { server?: Parameters<LiveServer['attach']>[0] };
      if (server) live.attach(server);
    }
    next();
  });
  router.get('/live', (_request, response) => {
    response
      .status(426)
      .set('upgrade', 'websocket')
      .json({
        error: {
          name: 'UpgradeRequiredError',
          message: 'This is a WebSocket: offer the subprotocol agentos.v1',
        },
        response: { statusCode: 426 },
      });
  });
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  router.use(express.json({ limit: '1mb' }));
  router.use(createRequestCheck(document));
  addSsotRoutes(router, { ...options, reader, figures: options.cacheFigures });
  addJobRoutes(router, { engine, reader });
  addAnalyticsRoutes(router, { analytics: engine.analytics, reader });
  addFailureRoutes(router, { failures: engine.failures, reader });
  addWorkerRoutes(router, { engine, reader });
  addEventRoutes(router, { ...options, reader });
  addOperationRoutes(router, {
    ...options,
    reader,
    service: options.operations,
    control: options.operationControl,
    store: options.operationStore,
  });
  addAuditRoutes(router, { reader, store: options.operationStore });
  addPresetRoutes(router, { ...options, reader });
  addHealthRoutes(router, { ...options, reader, cache: options.cacheFigures });
  router.use(createRequestErrors(engine.database));
  return router;
}
