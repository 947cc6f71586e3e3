import plugin from './index';

describe('agentos-queue', () => {
  it('brings a tab, its card and the recent jobs, and the route others link to', () => {
    expect(plugin.id).toBe('agentos-queue');
    expect(plugin.getExtension('sub-page:agentos-queue')).toBeDefined();
    expect(plugin.getExtension('control-room-card:agentos-queue')).toBeDefined();
    expect(plugin.getExtension('entity-card:agentos-queue/queue')).toBeDefined();
    expect(plugin.getExtension('entity-content:agentos-queue/jobs')).toBeDefined();
    expect(plugin.routes.root).toBeDefined();
  });
});
