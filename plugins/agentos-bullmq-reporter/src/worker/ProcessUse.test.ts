import { cpuPercentOf } from './ProcessUse';

it.each([
  [500_000, 1_000, 50],
  [2_000_000, 1_000, 200],
  [1_234, 1_000, 0.1],
  [0, 1_000, 0],
  [1, 0, undefined],
])('%d µs in %d ms are %p %% of a core', (micros, elapsedMs, percent) => {
  expect(cpuPercentOf(micros, elapsedMs)).toBe(percent);
});
