import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { describeStateStore } from '../__testUtils__/stateStoreContract';
import { MemoryStateStore } from './MemoryStateStore';

describeStateStore('memory', async options => {
  const clock = new ManualClock();
  const store = MemoryStateStore.create({ clock, ...options });
  return {
    open: async () => store,
    pass: async ms => clock.advance(ms),
    close: () => store.close(),
  };
});
