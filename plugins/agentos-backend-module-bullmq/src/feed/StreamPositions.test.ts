import { ManualClock, MemorySourceStore } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { StreamPositions } from './StreamPositions';

describe('StreamPositions', () => {
  const settle = () => new Promise(resolve => setImmediate(resolve));

  const setUp = async (store = new MemorySourceStore(), committed = async () => {}) => {
    const clock = new ManualClock();
    const logger = mockServices.logger.mock();
    const saves = jest.spyOn(store, 'set');
    const positions = new StreamPositions({ store, clock, logger, committed });
    await positions.load();
    return { clock, logger, positions, saves, store };
  };

  it('saves what changed at most once a second, and what is left when it ends', async () => {
    const { clock, positions, saves, store } = await setUp();
    await positions.flush();
    expect(saves).not.toHaveBeenCalled();
    for (let n = 1; n <= 30; n += 1) {
      positions.set('embed', `${n}-0`);
      clock.advance(100);
      await settle();
    }
    expect(saves).toHaveBeenCalledTimes(3);
    positions.set('__proto__', '40-0');
    positions.delete('embed');
    await positions.flush();

    const again = await setUp(store);
    expect(again.positions.get('embed')).toBeUndefined();
    expect(again.positions.get('__proto__')).toBe('40-0');
    expect(again.positions.latest).toBe(40);
  });

  it('knows nothing at first', async () => {
    const { positions } = await setUp();
    expect(positions.latest).toBeUndefined();
    expect(positions.get('embed')).toBeUndefined();
  });

  it('goes on when the store refuses', async () => {
    const { logger, positions, saves } = await setUp();
    saves.mockRejectedValueOnce(new Error('disk full'));
    positions.set('embed', '1-0');
    await positions.flush();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    positions.set('embed', '2-0');
    await positions.flush();
    expect(saves).toHaveBeenLastCalledWith('positions', [['embed', '2-0']]);
  });

  it('saves nothing ahead of what is committed', async () => {
    let commit = () => {};
    const { positions, store } = await setUp(undefined, () => new Promise(resolve => (commit = resolve)));
    positions.set('embed', '1-0');
    const flushed = positions.flush();
    positions.set('embed', '2-0');
    await settle();
    expect(await store.get('positions')).toBeUndefined();
    commit();
    await flushed;
    expect(await store.get('positions')).toEqual([['embed', '1-0']]);
  });
});
