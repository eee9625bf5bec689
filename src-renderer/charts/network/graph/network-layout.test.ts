import { expect, it } from 'vitest';
import { at, present } from '../../../../src-shared/present';
import type { NetworkFrame } from '../../../../src-shared/run/live/frames';
import { networkLayout } from './network-layout';

/** kernel[i][u] = i + u / 100. */
function makeFrame(sizes: readonly number[], isDrawn = true): NetworkFrame {
  return {
    kind: 'network',
    step: 1,
    layers: sizes.slice(1).map((units, l) => {
      const inputs = at(sizes, l);
      const kernel = Float32Array.from(
        { length: inputs * units },
        (_, at) => Math.floor(at / units) + (at % units) / 100,
      );
      return {
        inputs,
        units,
        activation: 'tanh',
        kernel: isDrawn ? kernel : null,
        bias: isDrawn ? new Float32Array(units) : null,
      };
    }),
    surface: null,
    regions: null,
    curve: null,
  };
}

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i + 1}`);

it('draws all of up to sixteen inputs and units', () => {
  const { nodes, edges } = networkLayout(makeFrame([16, 3, 1]), names(16), ['y'], 800);
  expect(nodes.filter(({ kind }) => kind === 'input')).toHaveLength(16);
  expect(nodes.filter(({ kind }) => kind === 'more')).toHaveLength(0);
  expect(edges).toHaveLength(16 * 3 + 3);
});

it('draws the first eight of 500 inputs, says so, and counts the weights a card leaves out', () => {
  const { nodes, edges, height } = networkLayout(makeFrame([500, 4, 20]), names(500), ['kind'], 800);
  expect(nodes.filter(({ kind }) => kind === 'input').map(({ label }) => label)).toEqual(names(8));
  expect(nodes.filter(({ kind }) => kind === 'more').map(({ label }) => label)).toEqual([
    'first 8 of 500',
    'first 8 of 20',
  ]);
  expect(edges).toHaveLength(8 * 4 + 4 * 8);
  // From input 3 to unit 2: the weight of that place, whatever else is left out.
  expect(edges.find(({ id }) => id === 'e0-2-1')?.weight).toBeCloseTo(2.01, 6);
  const facts = present(nodes.find(({ id }) => id === 'n1-0')).facts;
  expect(facts[facts.length - 1]).toEqual({ name: 'more weights', value: '492' });
  expect(height).toBeLessThan(700);
});

it('draws a network whose weights are not sent as one box a layer', () => {
  const { nodes, edges, hasWeights } = networkLayout(makeFrame([500, 64, 20], false), names(500), ['y'], 800);
  expect(hasWeights).toBe(false);
  expect(nodes.map(({ label }) => label)).toEqual(['500', '64', '20']);
  expect(edges).toEqual([]);
});

it('names the classes at the output units, outside of the edges, with room before the loss', () => {
  const classes = ['Adelie', 'Chinstrap', 'Gentoo'];
  const named = networkLayout(makeFrame([2, 3]), ['Bill length', 'x2'], classes, 800);
  const outputs = named.nodes.filter(({ id }) => id.startsWith('n1'));
  expect(outputs.map(({ label, labelAt }) => [label, labelAt])).toEqual(
    classes.map((name) => [name, 'right']),
  );
  const inputs = named.nodes.filter(({ kind }) => kind === 'input');
  expect(inputs.map(({ labelAt }) => labelAt)).toEqual(['left', 'inside']);
  // 11 letters stand left of the first column, 9 between the last one and the loss.
  expect(at(inputs, 0).x).toBeGreaterThan(11 * 6);
  expect(named.loss.x - 52 - at(outputs, 0).x).toBeGreaterThan(9 * 6);
  expect(networkLayout(makeFrame([2, 3]), ['a', 'b'], [], 800).outputRoom).toBe(0);
});

it('comes closer together where the height is given, without the biases', () => {
  const free = networkLayout(makeFrame([9, 8, 3]), names(9), ['y'], 400);
  const fitted = networkLayout(makeFrame([9, 8, 3]), names(9), ['y'], 400, 400);
  expect([free.hasBiases, fitted.hasBiases]).toEqual([true, false]);
  expect(fitted.height).toBeLessThan(420);
  expect(fitted.width).toBeLessThan(free.width);
  expect(networkLayout(makeFrame([2, 1]), names(2), ['y'], 400, 400).hasBiases).toBe(true);
});
