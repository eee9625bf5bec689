import { expect, it } from 'vitest';
import { seekStep } from './steps-slider';

const STEPS = [0, 10, 50, 500, 2000];

it.each([
  [0, 260, 2],
  [2, 300, 3],
  [0, 1990, 4],
  [4, 0, 0],
  [2, 5, 1],
  [0, 30, 2],
])('from index %i a drag to step %i goes to the nearest kept one, index %i', (from, value, to) => {
  expect(seekStep(STEPS, from, value)).toBe(to);
});

it('a key, which moves by one, goes to the next kept step, and no further than the ends', () => {
  expect(seekStep(STEPS, 2, 51)).toBe(3);
  expect(seekStep(STEPS, 2, 49)).toBe(1);
  expect(seekStep(STEPS, 4, 2001)).toBe(4);
  expect(seekStep(STEPS, 0, -1)).toBe(0);
  expect(seekStep(STEPS, 3, 500)).toBe(3);
});
