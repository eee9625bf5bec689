import { expect, it } from 'vitest';
import { exponentAbove, computeExponent, powerOfTwo } from './powers-of-two';

it('powers of two are exact, from the smallest double on', () => {
  let power = 5e-324;
  for (let n = -1074; n < 1024; n++, power *= 2) {
    expect(powerOfTwo(n)).toBe(power);
    expect(computeExponent(power)).toBe(n);
    expect(computeExponent(-power)).toBe(n);
    expect(exponentAbove(power)).toBe(n);
  }
});

it('exponents are right next to a power of two', () => {
  for (let n = -1021; n < 1024; n++) {
    const power = powerOfTwo(n);
    const below = power * (1 - 2 ** -53);
    const above = power * (1 + 2 ** -52);
    expect([computeExponent(below), exponentAbove(below)]).toEqual([n - 1, n]);
    expect([computeExponent(above), exponentAbove(above)]).toEqual([n, n + 1]);
  }
  // Denormal numbers: 3 x 2^-1074, and the one before the smallest normal.
  expect([computeExponent(1.5e-323), exponentAbove(1.5e-323)]).toEqual([-1073, -1072]);
  expect([computeExponent(2.225073858507201e-308), exponentAbove(2.225073858507201e-308)]).toEqual([
    -1023, -1022,
  ]);
});
