import plugin from './index';

describe('agentos-workers', () => {
  it('brings a tab and a card, and the route others link to', () => {
    expect(plugin.id).toBe('agentos-workers');
    expect(plugin.getExtension('sub-page:agentos-workers')).toBeDefined();
    expect(plugin.getExtension('control-room-card:agentos-workers')).toBeDefined();
    expect(plugin.routes.root).toBeDefined();
  });
});
