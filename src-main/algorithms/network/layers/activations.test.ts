import { describe, expect, it } from 'vitest';
import type { Activation } from '../../../../src-shared/experiment/schema';
import { ACTIVATION_TABLE } from './activations';
import { erf } from './erf';

describe('erf', () => {
  it.each([
    [0, 0],
    [1e-10, 1.1283791670955126e-10],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.9, 0.9927904292352575],
    [3, 0.9999779095030014],
    [5.5, 0.9999999999999927],
    [7, 1],
    [Infinity, 1],
  ])('of %s is %s, and odd', (x, value) => {
    expect(Math.abs(erf(x) - value)).toBeLessThanOrEqual(4e-16 + 1e-15 * value);
    expect(erf(-x)).toBeCloseTo(-value, 15);
  });

  it('has no step between its pieces, and is no number where x is none', () => {
    for (let x = 1 / 16; x < 6; x += 1 / 8) {
      expect(Math.abs(erf(x + 1e-9) - erf(x - 1e-9))).toBeLessThan(3e-9);
    }
    expect(erf(NaN)).toBeNaN();
  });
});

describe('activations', () => {
  const hand: [Activation, number, number][] = [
    ['sigmoid', 2, 0.8807970779778823],
    ['tanh', -0.5, -0.46211715726000973],
    ['relu', -3, 0],
    ['leakyRelu', -3, -0.6],
    ['leakyRelu', 3, 3],
    ['elu', -1, Math.expm1(-1)],
    ['elu', 2, 2],
    ['gelu', 1, 0.8413447460685429],
    ['gelu', -1, -0.15865525393145707],
    ['linear', -3, -3],
  ];
  it.each(hand)('%s of %s is %s', (activation, z, value) => {
    const values = Float64Array.of(z);
    ACTIVATION_TABLE[activation].apply(values, 1, 1);
    expect(values[0]).toBeCloseTo(value, 14);
  });

  it('makes each row of a softmax a share of 1, however large its values', () => {
    const values = Float64Array.of(0, Math.log(2), Math.log(5), 1000, 1000, -1000);
    ACTIVATION_TABLE.softmax.apply(values, 2, 3);
    [1 / 8, 2 / 8, 5 / 8, 0.5, 0.5, 0].forEach((share, i) => {
      expect(values[i]).toBeCloseTo(share, 15);
    });
  });
});
