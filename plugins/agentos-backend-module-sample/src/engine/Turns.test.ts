import { Turns } from './Turns';

describe('Turns', () => {
  it('gives the turn to one at a time, in the order they asked', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const compute = async (name: string) => {
      await turns.take();
      seen.push(`${name} begins`);
      await new Promise(resolve => setImmediate(resolve));
      seen.push(`${name} ends`);
      turns.release();
    };
    await Promise.all(['a', 'b', 'c'].map(compute));
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(turns.idle).toBe(true);
  });

  it('lets nobody in between a release and the one who waits', async () => {
    const turns = new Turns();
    await turns.take();
    const order: string[] = [];
    const waiting = turns.take().then(() => order.push('waited'));
    turns.release();
    const late = turns.take().then(() => order.push('late'));
    await waiting;
    expect(order).toEqual(['waited']);
    turns.release();
    await late;
    expect(order).toEqual(['waited', 'late']);
  });
});
