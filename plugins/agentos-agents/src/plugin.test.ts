import plugin from './index';

describe('agentos-agents', () => {
  it('brings a tab and a card, and the route others link to', () => {
    expect(plugin.id).toBe('agentos-agents');
    expect(plugin.getExtension('sub-page:agentos-agents')).toBeDefined();
    expect(plugin.getExtension('control-room-card:agentos-agents')).toBeDefined();
    expect(plugin.routes.root).toBeDefined();
  });
});
