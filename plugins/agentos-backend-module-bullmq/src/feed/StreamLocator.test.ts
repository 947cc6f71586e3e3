import { placeIn } from './StreamLocator';

const ends = (first?: string, last?: string, hasPosition = false) => ({
  first,
  last,
  hasPosition,
});

describe('placeIn', () => {
  it('begins an unknown stream at its end, and one that is new at its start', () => {
    const stream = ends('50-0', '90-3');
    expect(placeIn(stream, undefined, undefined)).toEqual({
      position: '90-3',
      gap: false,
    });
    expect(placeIn(stream, undefined, 60)).toEqual({
      position: '90-3',
      gap: false,
    });
    expect(placeIn(stream, undefined, 50)).toEqual({
      position: '0-0',
      gap: false,
    });
    expect(placeIn(ends(), undefined, undefined)).toEqual({
      position: '0-0',
      gap: false,
    });
  });

  it('reads on where it was', () => {
    expect(placeIn(ends('50-0', '90-0', true), '70-0', 0)).toEqual({
      position: '70-0',
      gap: false,
    });
    // The entry was deleted, those before it were not.
    expect(placeIn(ends('50-0', '90-0'), '70-0', 0)).toEqual({
      position: '70-0',
      gap: false,
    });
    // Nothing had been written yet.
    expect(placeIn(ends('50-0', '90-0'), '0-0', 0)).toEqual({
      position: '0-0',
      gap: false,
    });
    expect(placeIn(ends(), '70-0', 0)).toEqual({
      position: '70-0',
      gap: false,
    });
  });

  it('notices that entries were trimmed before they were read', () => {
    expect(placeIn(ends('80-0', '90-0'), '70-0', 0)).toEqual({
      position: '70-0',
      gap: true,
    });
  });

  it('begins anew when the stream did', () => {
    expect(placeIn(ends('10-0', '20-0'), '70-0', 0)).toEqual({
      position: '0-0',
      gap: true,
    });
  });
});
