import { describeStateStore } from '../__testUtils__/stateStoreContract';
import { MemoryStateStore } from './MemoryStateStore';

describeStateStore('memory', async options => MemoryStateStore.create(options));
