import { describe, expect, it } from 'vitest';
import { expm1 } from '../../../../src-shared/portable-math/expm1';
import { tanhInPlace } from '../../../../src-shared/portable-math/tanh';
import { Rng } from '../../numeric/rng';
import { eluVectors, reluGradientVectors, reluVectors, tanhVectors } from './curves';

const EDGES = [
  ...[0, -0, NaN, Infinity, -Infinity, 1, -1, 22, -22, 5e-324, -5e-324, 1e300, -1e300, 1e-9, -1e-9],
  ...[0.17328679, 0.1732867956, 0.17328679565, -0.1732867957, 0.519860265, 0.51986027, 6.931, 19.754, 21.99],
  ...[-0.34657359027, -0.3465735905, -0.3465735913, -1.0397205352, -1.0397207709, -38.8162, -38.81623, -40],
  ...[-5.5511151231257827e-17, -5.56e-17, 3.725290298461914e-9, -3.725290298461915e-9],
];

/** Small and large values of both signs, and where the ways of computing meet. */
function values(count: number): Float64Array {
  const rng = new Rng(5);
  return Float64Array.from({ length: count }, (_, i) => {
    if (i < EDGES.length) return EDGES[i];
    const width = [0.3, 1, 3, 30, 1e-8][i % 5];
    return width * (2 * rng.uniform() - 1);
  });
}

function tanhPlain(all: Float64Array): Float64Array {
  const plain = all.slice();
  tanhInPlace(plain, 0, plain.length);
  return plain;
}

describe.each([
  ['tanh', tanhVectors, tanhPlain],
  ['relu', reluVectors, (all: Float64Array) => all.map((x) => (x < 0 ? 0 : x))],
  ['elu', eluVectors, (all: Float64Array) => all.map((x) => (x < 0 ? expm1(x) : x))],
] as const)('%s of vectors', (_, vectors, plain) => {
  it.each([32, 33, 4096, 4097, 100_001])('has the bits of the plain loops: %i values', (count) => {
    const given = values(count);
    const found = given.slice();
    expect(vectors(found, count)).toBe(true);
    expect(new BigUint64Array(found.buffer)).toEqual(new BigUint64Array(plain(given).buffer));
  });

  it('changes the first values only', () => {
    const given = values(200);
    const found = given.slice();
    expect(vectors(found, 99)).toBe(true);
    expect(found.subarray(99)).toEqual(given.subarray(99));
    expect(found.subarray(0, 99)).toEqual(plain(given).subarray(0, 99));
  });

  it('leaves a few to the plain loops', () => {
    const given = values(31);
    const found = given.slice();
    expect(vectors(found, 31)).toBe(false);
    expect(found).toEqual(given);
  });
});

describe('gradients of a relu', () => {
  it.each([32, 33, 4096, 4097, 50_001])('are those of the plain loop: %i of them', (count) => {
    const outputs = values(count + 5);
    const given = values(count + 5).reverse();
    const plain = given.map((gradient, i) => (i < count && outputs[i] <= 0 ? 0 : gradient));
    const found = given.slice();
    expect(reluGradientVectors(found, outputs, count)).toBe(true);
    expect(new BigUint64Array(found.buffer)).toEqual(new BigUint64Array(plain.buffer));
  });

  it('are left to the plain loop where there are few', () => {
    expect(reluGradientVectors(values(31), values(31), 31)).toBe(false);
  });
});
