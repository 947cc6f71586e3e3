import { agentosSourcesExtensionPoint, type SourceFactory } from '@agentos-portal/plugin-agentos-node';
import { MemorySourceStore, ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import agentosModuleSample from './index';

describe('agentosModuleSample', () => {
  it('adds a source type that names the field of a wrong entry', async () => {
    const types: SourceFactory[] = [];
    const addSourceType = (factory: SourceFactory) => {
      types.push(factory);
    };
    const backend = await startTestBackend({
      extensionPoints: [[agentosSourcesExtensionPoint, { addSourceType }]],
      features: [agentosModuleSample],
    });
    await backend.stop();

    expect(types.map(({ type }) => type)).toEqual(['sample']);
    const context = {
      id: 'demo',
      config: new ConfigReader({ id: 'demo', type: 'sample', jobsPerMinute: 'all' }),
      instance: { id: 'main', title: 'Main', timeZone: 'UTC', agents: [] },
      logger: mockServices.logger.mock(),
      store: new MemorySourceStore(),
      clock: new ManualClock(),
    };
    expect(() => types[0].create(context)).toThrow('agentos.instances[main].sources[demo].jobsPerMinute');
    expect(() => types[0].create({ ...context, path: 'agentos.instances[0].sources[2]' })).toThrow(
      'agentos.instances[0].sources[2].jobsPerMinute',
    );
  });
});
