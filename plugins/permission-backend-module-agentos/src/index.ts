/**
 * Example permission policy for AgentOS, by config.
 *
 * @packageDocumentation
 */
export { permissionModuleAgentos as default } from './module';
export { AgentosPermissionPolicy } from './AgentosPermissionPolicy';
