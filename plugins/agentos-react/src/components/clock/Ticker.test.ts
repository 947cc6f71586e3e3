import { Ticker } from './Ticker';

describe('Ticker', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs one timer for all listeners, and none for nobody', () => {
    const ticker = new Ticker(() => 0);
    const first = jest.fn();
    const second = jest.fn();

    const stops = [ticker.subscribe(first), ticker.subscribe(second)];
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(2_000);
    expect(first).toHaveBeenCalledTimes(2);
    expect(second).toHaveBeenCalledTimes(2);

    stops.forEach(stop => stop());
    expect(jest.getTimerCount()).toBe(0);
  });

  it('says the same instant to everyone until the next tick', () => {
    let now = 5_000;
    const ticker = new Ticker(() => now);
    ticker.subscribe(() => {});

    now = 5_400;
    expect(ticker.now()).toBe(5_000);
    jest.advanceTimersByTime(1_000);
    expect(ticker.now()).toBe(5_400);
  });

  it('is not old for whoever comes after a pause', () => {
    let now = 0;
    const ticker = new Ticker(() => now);

    now = 60_000;
    expect(ticker.now()).toBe(60_000);
    ticker.subscribe(() => {});
    expect(ticker.now()).toBe(60_000);
  });
});
