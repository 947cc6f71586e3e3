import { createApiRef } from '@backstage/frontend-plugin-api';
import type { QueryClient } from '@tanstack/react-query';

/**
 * The query cache of the AgentOS pages. It is an API, so that pages of other plugins need no provider:
 * `useQuery(options, useApi(agentosQueryClientApiRef))`.
 * @public
 */
export const agentosQueryClientApiRef = createApiRef<QueryClient>().with({
  id: 'plugin.agentos.query-client',
  pluginId: 'agentos',
});
