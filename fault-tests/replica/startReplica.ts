import { readFileSync } from 'node:fs';
import { agentosSourcesExtensionPoint } from '@agentos-portal/plugin-agentos-node';
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { FleetSource } from './FleetSource';
import { followGuards } from './guards';

/** What packages/backend adds, read from there so that the suite tests the same portal. */
function portalFeatures() {
  const index = readFileSync(require.resolve('backend/src/index.ts'), 'utf8');
  return Array.from(index.matchAll(/import\('([^']+)'\)/g), ([, name]) => name);
}

const fleetModule = createBackendModule({
  pluginId: 'agentos',
  moduleId: 'fault-fleet',
  register(env) {
    env.registerInit({
      deps: { sources: agentosSourcesExtensionPoint },
      async init({ sources }) {
        sources.addSourceType({
          type: 'fault-fleet',
          create: ({ id, config }) => new FleetSource(id, config.getString('url')),
        });
      },
    });
  },
});

/** Starts the portal with the fleet's source. */
export async function startReplica(fleetUrl: string) {
  await followGuards(fleetUrl);
  const backend = createBackend();
  for (const name of portalFeatures()) backend.add(import(name));
  backend.add(fleetModule);
  await backend.start();
}
