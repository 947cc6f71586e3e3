import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
// Without effect unless auth.providers.oauth2Proxy is configured.
backend.add(import('@backstage/plugin-auth-backend-module-oauth2-proxy-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@agentos-portal/plugin-permission-backend-module-agentos'));

backend.add(import('@agentos-portal/plugin-agentos-backend'));
backend.add(import('@agentos-portal/plugin-agentos-backend-module-sample'));
backend.add(import('@agentos-portal/plugin-agentos-backend-module-bullmq'));
backend.add(import('@agentos-portal/plugin-agentos-backend-module-celery'));

// A backend that failed to start stays alive without listening, and its exit
// code says all was well: end it with one that tells.
backend.start().catch(error => {
  console.error(error.message);
  process.exit(1);
});
