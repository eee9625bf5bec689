import { expect, it } from 'vitest';
import { solidAxes } from './solid-axes';

const surface = {
  x1: Float64Array.of(-0.8884, 0, 1.014),
  x2: Float64Array.of(170, 240),
  values: new Float32Array(6),
};

it('has round values at their places, with the titles', () => {
  const [x1, x2, output] = solidAxes(surface, ['a', 'b', 'y'], [0, 1]);
  expect(x1?.title).toBe('a');
  expect(x1?.ticks.map(({ text }) => text)).toEqual(['−0.5', '0', '0.5', '1']);
  // (-0.5 + 0.8884) / 1.9024
  expect(x1?.ticks[0]?.share).toBeCloseTo(0.20416, 5);
  expect(x2?.ticks.map(({ text }) => text)).toEqual(['180', '200', '220', '240']);
  expect(x2?.ticks.map(({ share }) => Number(share.toFixed(4)))).toEqual([0.1429, 0.4286, 0.7143, 1]);
  expect(output).toMatchObject({ id: 'output', title: 'y' });
  expect(output?.ticks.map(({ text }) => text)).toEqual(['0', '0.5', '1']);
});

it('has fewer of them where there is less room', () => {
  const [x1] = solidAxes(surface, ['a', 'b', 'y'], [0, 1], 2);
  expect(x1?.ticks.map(({ text }) => text)).toEqual(['0', '1']);
});
