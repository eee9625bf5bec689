import { describe, expect, it } from 'vitest';
import { pow } from './pow';

describe('pow', () => {
  it('is as ECMAScript defines exponentiation, where there is no number or one only', () => {
    const { NaN: none, POSITIVE_INFINITY: infinite } = Number;
    const cases = [
      [none, 0, 1],
      [none, 1, none],
      [2, none, none],
      [1, none, none],
      [1, infinite, none],
      [-1, -infinite, none],
      [2, infinite, infinite],
      [2, -infinite, 0],
      [-0.5, infinite, 0],
      [0.5, -infinite, infinite],
      [infinite, 3, infinite],
      [infinite, -3, 0],
      [-infinite, 3, -infinite],
      [-infinite, 2, infinite],
      [-infinite, -3, -0],
      [-infinite, -2, 0],
      [0, 3, 0],
      [0, -3, infinite],
      [-0, 3, -0],
      [-0, 2, 0],
      [-0, -3, -infinite],
      [-0, 0.5, 0],
      [-0, -2.5, infinite],
      [-2, 0.5, none],
      [-2, 3, -8],
      [-2, 4, 16],
      [-1, 1e308, 1],
      [10, 400, infinite],
      [10, -400, 0],
      [-10, 401, -infinite],
      [-10, -401, -0],
      [0.5, 1e300, 0],
      [0.5, -1e300, infinite],
      [1, -7.5, 1],
      [2, 1024, infinite],
      [2, -1074, 5e-324],
      [2, -1075, 0],
    ] as const;
    for (const [x, y, value] of cases) expect([x, y, pow(x, y)]).toEqual([x, y, value]);
  });

  it('is exact where a whole power fits a double', () => {
    for (let base = 2; base <= 100; base++)
      for (let n = 0, value = 1n; value < 2n ** 53n; n++, value *= BigInt(base))
        expect([base, n, pow(base, n)]).toEqual([base, n, Number(value)]);
  });
});
