import { SECTIONS } from '@agentos-portal/plugin-agentos-common';
import { SectionAccess } from '../access';
import { Subscription } from './subscription';

const may = new Set(['agentos.read']);
const mayAll = new Set(['agentos.read', 'agentos.payload.read']);

describe('the audience of a subscription', () => {
  const access = new SectionAccess(new Map(Object.entries(SECTIONS)));

  it('is the same for two people who ask for the same, in whatever order', () => {
    const ada = new Subscription(access, 'user:default/ada');
    const grace = new Subscription(access, 'user:default/grace');
    ada.join(['admin', 'alerts']);
    grace.join(['alerts', 'admin']);
    ada.want(['queues', 'workers'], may);
    grace.want(['workers', 'queues'], may);
    expect(ada.audience).toBe(grace.audience);
  });

  it('follows every change of rooms, sections and decisions', () => {
    const subscription = new Subscription(access, 'user:default/ada');
    const seen = [subscription.audience];
    const changes = [
      () => subscription.join(['admin', 'alerts']),
      () => subscription.leave(['admin']),
      () => subscription.want(['queues', 'logs'], may),
      () => subscription.decide(mayAll),
      () => subscription.unwant(['queues'], mayAll),
    ];
    for (const change of changes) {
      change();
      expect(seen).not.toContain(subscription.audience);
      seen.push(subscription.audience);
    }
  });
});
