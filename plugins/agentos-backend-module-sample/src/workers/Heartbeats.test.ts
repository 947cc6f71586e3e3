import { startEngine } from '../testUtils/startEngine';

describe('Heartbeats', () => {
  it('come each 2 to 5 s from a worker that runs', async () => {
    const { engine, clock, runFor, worker } = startEngine();
    const beats = new Set<number>();
    for (let at = 0; at < 120_000; at += 50) {
      await runFor(50);
      beats.add(worker('embed-1').lastHeartbeatAt!.at);
    }
    const times = [...beats].sort((a, b) => a - b);
    const gaps = times.slice(1).map((at, index) => at - times[index]);
    expect(gaps.length).toBeGreaterThan(120_000 / 5_050);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5_000);
    expect(clock.now() - times.at(-1)!).toBeLessThanOrEqual(5_000);
    await engine.stop();
  });

  it('come once from a worker that was restarted', async () => {
    const { engine, runFor, told, worker } = startEngine();
    for (let restart = 0; restart < 5; restart += 1) {
      engine.stopWorker(worker('embed-1'));
      await runFor(100);
      engine.startWorker(worker('embed-1'));
    }
    told.length = 0;
    await runFor(20_000);
    const beats = told.filter(line => line === 'embed-1 beat').length;
    expect(beats).toBeGreaterThanOrEqual(4);
    expect(beats).toBeLessThanOrEqual(10);
    await engine.stop();
  });

  it('are missed once', async () => {
    const { engine, runFor, told, worker } = startEngine();
    engine.stopWorker(worker('embed-1'));
    told.length = 0;
    await runFor(120_000);
    expect(told.filter(line => line.startsWith('embed-1 '))).toEqual(['embed-1 changed']);
    await engine.stop();
  });

  it('make a worker present again that was given up though it runs', async () => {
    const { engine, runFor, worker } = startEngine();
    worker('index-1').present = false;
    expect(engine.consumersOf('index')).toBe(0);
    await runFor(5_000);
    expect(engine.consumersOf('index')).toBe(1);
    await engine.stop();
  });
});
