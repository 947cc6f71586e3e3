import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import { analyticsPaths } from './analyticsPaths';
import { auditPaths } from './auditPaths';
import { eventPaths } from './eventPaths';
import { jobPaths } from './jobPaths';
import { operationPaths } from './operationPaths';
import { presetPaths } from './presetPaths';
import { rowSchemas, schemas } from './schemas';
import { ssotPaths } from './ssotPaths';
import { systemPaths } from './systemPaths';
import { workerPaths } from './workerPaths';

/**
 * The OpenAPI 3.1 document: the reference of the routes, and what requests are checked against.
 * @internal
 */
export function buildOpenApiDocument(definitions: ReadonlyMap<string, SectionDefinition>) {
  return {
    openapi: '3.1.0',
    info: { title: 'AgentOS', version: '1', description: 'The SSOT of the fleet, its events and health' },
    servers: [{ url: '/api/agentos' }],
    paths: {
      ...ssotPaths(Array.from(definitions.keys())),
      ...jobPaths,
      ...analyticsPaths,
      ...workerPaths,
      ...eventPaths,
      ...operationPaths,
      ...auditPaths,
      ...presetPaths,
      ...systemPaths,
    },
    components: { schemas: { ...rowSchemas(definitions), ...schemas } },
  };
}
