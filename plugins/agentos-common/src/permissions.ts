import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of a job in permission rules.
 * @public
 */
export const JOB_RESOURCE = 'agentos-job';

/**
 * Resource type of an agent in permission rules.
 * @public
 */
export const AGENT_RESOURCE = 'agentos-agent';

/**
 * See rows, rooms and health.
 * @public
 */
export const agentosReadPermission = createPermission({
  name: 'agentos.read',
  attributes: { action: 'read' },
});

/**
 * See arguments, results and logs of jobs.
 * @public
 */
export const agentosPayloadReadPermission = createPermission({
  name: 'agentos.payload.read',
  attributes: { action: 'read' },
});

/**
 * Retry, cancel, promote, remove or create jobs; operate their queues and schedules.
 * @public
 */
export const agentosJobOperatePermission = createPermission({
  name: 'agentos.job.operate',
  attributes: { action: 'update' },
  resourceType: JOB_RESOURCE,
});

/**
 * Configure, enable or disable agents and pipelines.
 * @public
 */
export const agentosAgentConfigurePermission = createPermission({
  name: 'agentos.agent.configure',
  attributes: { action: 'update' },
  resourceType: AGENT_RESOURCE,
});

/**
 * Scale, drain, limit or shut down workers.
 * @public
 */
export const agentosWorkerOperatePermission = createPermission({
  name: 'agentos.worker.operate',
  attributes: { action: 'update' },
});

/**
 * Use the system control page.
 * @public
 */
export const agentosSystemControlPermission = createPermission({
  name: 'agentos.system.control',
  attributes: { action: 'update' },
});

/**
 * Read the audit trail.
 * @public
 */
export const agentosAuditReadPermission = createPermission({
  name: 'agentos.audit.read',
  attributes: { action: 'read' },
});

/**
 * Every permission of AgentOS.
 * @public
 */
export const agentosPermissions = [
  agentosReadPermission,
  agentosPayloadReadPermission,
  agentosJobOperatePermission,
  agentosAgentConfigurePermission,
  agentosWorkerOperatePermission,
  agentosSystemControlPermission,
  agentosAuditReadPermission,
];
