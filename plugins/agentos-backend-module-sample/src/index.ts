/**
 * The AgentOS source `sample`: the example fleet run in process.
 *
 * @packageDocumentation
 */
export { agentosModuleSample as default } from './module';
export { sampleSourceFactory } from './sampleSourceFactory';
