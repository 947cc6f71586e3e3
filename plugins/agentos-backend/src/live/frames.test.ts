import type { EncodedSections } from '../state';
import { SnapshotFrames } from './frames';

const encoded = (version: number): EncodedSections => ({
  epoch: 'e',
  version,
  generatedAt: '',
  json: '{"queues":{}}',
  staleSet: '',
});

describe('frames with initial_data', () => {
  it('are encoded once for the same snapshot', () => {
    const frames = new SnapshotFrames();
    const [first, second] = [encoded(1), encoded(2)];
    expect(frames.of(first)).toBe(frames.of(first));
    expect(JSON.parse(frames.of(first).toString())).toEqual({
      type: 'initial_data',
      epoch: 'e',
      version: 1,
      sections: { queues: {} },
    });
    expect(JSON.parse(frames.of(second).toString())).toMatchObject({ version: 2 });
  });
});
