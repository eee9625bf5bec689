import { expect, it } from 'vitest';
import { saturation, simulateSweep } from './sweep-simulation.mjs';

const constants = {
  trialMs: 1000,
  taskMs: 1,
  fetchMs: 4,
  landMs: 6,
  startMs: 2000,
  lookMs: 1000,
  capsuleBytes: 1,
};

it('one worker trains one trial after the other', () => {
  // 2 s of start, 5 trials of 1 s behind the driver's first millisecond, seen at the next whole second.
  const { seconds, waits } = simulateSweep(constants, 1, 5);
  expect(seconds).toBeCloseTo(8.01, 5);
  expect(waits).toBe('workers');
});

it('saturates where the desktop takes in as much as the workers make', () => {
  expect(saturation(constants)).toBe(100);
  const rate = (workers) => simulateSweep(constants, workers, workers * 200).perSecond;
  expect(rate(50)).toBeGreaterThan(45);
  expect(rate(50)).toBeLessThan(50);
  // 100 a second is what 10 ms each allow, however many workers there are.
  expect(rate(1000)).toBeGreaterThan(97);
  expect(rate(1000)).toBeLessThan(100);
  expect(simulateSweep(constants, 1000, 1000).waits).toBe('desktop');
});
