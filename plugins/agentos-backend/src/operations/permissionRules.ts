import {
  AGENT_RESOURCE,
  agentosAgentConfigurePermission,
  agentosJobOperatePermission,
  agentosPermissions,
  JOB_RESOURCE,
} from '@agentos-portal/plugin-agentos-common';
import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import { createPermissionResourceRef, createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v3';

/**
 * What a rule may ask of a job or an agent.
 * @public
 */
export interface OperatedResource {
  /** Entity ref of the owner of its agent. */
  owner: string | undefined;
  instance: string;
  queue: string | undefined;
}

/** What a rule may filter by; lists are decided target by target. */
type Query = Partial<Record<keyof OperatedResource, string[]>>;

const references = [JOB_RESOURCE, AGENT_RESOURCE].map(resourceType =>
  createPermissionResourceRef<OperatedResource, Query>().with({ pluginId: 'agentos', resourceType }),
);

const rulesOf = (resourceRef: (typeof references)[number]) => [
  createPermissionRule({
    name: 'IS_OWNER',
    description: 'Its agent is owned by one of the entity refs',
    resourceRef,
    paramsSchema: z.object({
      claims: z.array(z.string()).describe('Entity refs, e.g. those the person owns'),
    }),
    apply: ({ owner }, { claims }) => owner !== undefined && claims.includes(owner),
    toQuery: ({ claims }) => ({ owner: claims }),
  }),
  createPermissionRule({
    name: 'IS_IN_INSTANCE',
    description: 'It belongs to one of the instances',
    resourceRef,
    paramsSchema: z.object({ instances: z.array(z.string()).describe('Ids of instances') }),
    apply: ({ instance }, { instances }) => instances.includes(instance),
    toQuery: ({ instances }) => ({ instance: instances }),
  }),
  createPermissionRule({
    name: 'IS_IN_QUEUE',
    description: 'It is in one of the queues',
    resourceRef,
    paramsSchema: z.object({ queues: z.array(z.string()).describe('Names of queues') }),
    apply: ({ queue }, { queues }) => queue !== undefined && queues.includes(queue),
    toQuery: ({ queues }) => ({ queue: queues }),
  }),
];

/** Tells the permission framework what can be decided, and by which rules. @internal */
export function registerPermissions(
  registry: PermissionsRegistryService,
  describe: (id: string, section: 'jobs' | 'agents') => OperatedResource | undefined,
) {
  const resourceTypes: string[] = [JOB_RESOURCE, AGENT_RESOURCE];
  registry.addPermissions(
    agentosPermissions.filter(
      permission => !('resourceType' in permission && resourceTypes.includes(permission.resourceType)),
    ),
  );
  for (const [index, permission] of [
    agentosJobOperatePermission,
    agentosAgentConfigurePermission,
  ].entries()) {
    registry.addResourceType({
      resourceRef: references[index],
      permissions: [permission],
      rules: rulesOf(references[index]),
      getResources: async ids => ids.map(id => describe(id, index === 0 ? 'jobs' : 'agents')),
    });
  }
}

/** The rules by which conditional decisions on a resource type are applied. @internal */
export const rulesFor = (resourceType: string) =>
  rulesOf(references[resourceType === AGENT_RESOURCE ? 1 : 0]);
