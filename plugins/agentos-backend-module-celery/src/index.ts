/**
 * The AgentOS source `celery`: watches and operates a Celery fleet over its Redis broker.
 *
 * @packageDocumentation
 */
export { celerySourceFactory } from './celerySourceFactory';
export { agentosModuleCelery as default } from './module';
