import { describe, expect, it } from 'vitest';
import type { Activation } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import type { NetworkFrame, PointSample } from '../../../src-shared/run/live/frames';
import { networkSpec } from '../../testing/data';
import { drawPicture } from '../models/answers';
import type { ModelContext } from '../contract/model-context';
import { Rng } from '../numeric/rng';
import type { StateTensor } from '../contract/state';

const sample: PointSample = {
  features: ['a', 'b'],
  target: 'y',
  totalRows: 0,
  count: 0,
  values: new Float64Array(0),
  targets: new Float64Array(0),
  classes: [],
};

/** A network of these layers over a in [8, 12] and b in [-1, 1], scaled to [-1, 1] each. */
function makeContext(
  layers: readonly { units: number; activation: Activation }[],
  weightAt: (l: number, at: number) => number,
  features = 2,
): ModelContext {
  const tensors: Record<string, StateTensor> = {};
  let inputs = features;
  for (const [l, { units }] of layers.entries()) {
    const data = Float64Array.from({ length: inputs * units }, (_, at) => weightAt(l, at));
    tensors[`layer${l}/kernel`] = { shape: [inputs, units], data };
    tensors[`layer${l}/bias`] = { shape: [units], data: new Float64Array(units).fill(0.25) };
    inputs = units;
  }
  return {
    model: networkSpec({ layers: [...layers] }),
    state: { kind: 'network', step: 3, tensors, extra: {} },
    scaler: { kind: 'standard', offset: [10, 0, 0].slice(0, features), scale: [2, 1, 1].slice(0, features) },
    featureNames: ['a', 'b', 'c'].slice(0, features),
    featureRanges: [[8, 12] as const, [-1, 1] as const, [0, 1] as const].slice(0, features),
    target: 'y',
    classes: [],
  };
}

function drawFrame(context: ModelContext, units = true): NetworkFrame {
  const frame = drawPicture(context, sample, { units });
  if (frame.kind !== 'network') throw new Error('no network');
  return frame;
}

describe('hidden units over the plane of two features', () => {
  it('are the outputs of each layer, in raw coordinates', () => {
    const layers = [
      { units: 3, activation: 'tanh' },
      { units: 2, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ] as const;
    const weights = [
      [1, -2, 0.5, 3, 1, -1],
      [1, -1, 2, 0.5, -1, 1],
      [1, 1],
    ];
    const { units } = drawFrame(makeContext(layers, (l, at) => weights[l][at]));
    if (units === null || units === undefined) throw new Error('no units');
    expect([units.x1.length, units.x1[0], units.x1[23], units.x2[0], units.x2[23]]).toEqual([
      24, 8, 12, -1, 1,
    ]);
    expect(units.layers.map(({ units: count, activation }) => `${count} ${activation}`)).toEqual([
      '3 tanh',
      '2 relu',
    ]);
    for (const [i, j] of [
      [0, 0],
      [5, 17],
      [23, 23],
    ] as const) {
      const a = (units.x1[j] - 10) / 2;
      const b = units.x2[i];
      const first = [0, 1, 2].map((u) => Math.tanh(a * weights[0][u] + b * weights[0][3 + u] + 0.25));
      first.forEach((value, u) => {
        expect(units.layers[0].values[(u * 24 + i) * 24 + j]).toBeCloseTo(value, 6);
      });
      for (const u of [0, 1]) {
        const z = first.reduce((sum, value, v) => sum + value * weights[1][2 * v + u], 0.25);
        expect(units.layers[1].values[(u * 24 + i) * 24 + j]).toBeCloseTo(Math.max(0, z), 6);
      }
    }
  });

  it('go on to the surface: the last layer over them is what the network puts out', () => {
    const rng = new Rng(5);
    const layers = [
      { units: 4, activation: 'gelu' },
      { units: 1, activation: 'linear' },
    ] as const;
    const context = makeContext(layers, () => rng.normal());
    const { units, surface } = drawFrame(context);
    const last = context.state.tensors['layer1/kernel'].data;
    const size = 24 * 24;
    const corner = [0, 1, 2, 3].reduce(
      (sum, u) => sum + present(units).layers[0].values[u * size] * last[u],
      0.25,
    );
    expect(present(surface).values[0]).toBeCloseTo(corner, 5);
  });

  it('are twelve of a layer and eight layers at most', () => {
    const rng = new Rng(3);
    const layers = Array.from({ length: 11 }, (_, l) => ({
      units: l === 10 ? 1 : 40,
      activation: 'tanh' as const,
    }));
    const { units } = drawFrame(makeContext(layers, () => rng.normal()));
    const grid = present(units).x1.length;
    expect(grid).toBe(24);
    expect(present(units).layers).toHaveLength(8);
    expect(present(units).layers[7]).toMatchObject({ units: 40 });
    expect(present(units).layers[7].values).toHaveLength(12 * grid * grid);
  });

  it('have a coarser grid where each point costs much', () => {
    const layers = [
      { units: 1000, activation: 'relu' },
      { units: 1000, activation: 'relu' },
      { units: 1, activation: 'linear' },
    ] as const;
    expect(present(drawFrame(makeContext(layers, () => 0.001)).units).x1).toHaveLength(8);
  });

  it('are left out where nobody asked, without hidden layers, and for other than two features', () => {
    const hidden = [
      { units: 2, activation: 'tanh' },
      { units: 1, activation: 'linear' },
    ] as const;
    expect(
      drawFrame(
        makeContext(hidden, () => 1),
        false,
      ).units,
    ).toBeNull();
    expect(drawFrame(makeContext(hidden.slice(1), () => 1)).units).toBeNull();
    expect(drawFrame(makeContext(hidden, () => 1, 3)).units).toBeNull();
  });
});
