import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { drain, networkSpec, trainingSpec, xnorData } from '../../testing/data';
import { vector, network, kmeans, sample } from '../../testing/models/small-models';
import { drawPicture, predictPoints } from '../models/answers';
import type { ModelContext } from '../contract/model-context';
import { computeSurface } from './picture';
import { createTypedTrainer } from '../models/create-trainer';

describe('the curve of a network of one feature', () => {
  /** sigmoid(3 s - 1), raw x = 10 + 2 s */
  const single: ModelContext = {
    ...network,
    scaler: { kind: 'standard', offset: [10], scale: [2] },
    featureNames: ['a'],
    featureRanges: [[8, 12]],
    state: {
      ...network.state,
      tensors: {
        'layer0/kernel': { shape: [1, 1], data: Float64Array.of(3) },
        'layer0/bias': vector(-1),
      },
    },
  };
  const points: PointSample = {
    features: ['a'],
    target: 'y',
    totalRows: 0,
    count: 0,
    values: new Float64Array(0),
    targets: new Float64Array(0),
    classes: ['no', 'yes'],
  };

  it('is its output from the least to the largest value', () => {
    const frame = drawPicture(single, points);
    if (frame.kind !== 'network' || frame.curve === null) throw new Error('no curve');
    const { x, values } = frame.curve;
    expect(frame.surface).toBeNull();
    expect([x.length, values.length, x[0], x[255]]).toEqual([256, 256, 8, 12]);
    for (const i of [0, 100, 255]) {
      expect(values[i]).toBeCloseTo(1 / (1 + Math.exp(-(3 * ((x[i] - 10) / 2) - 1))), 6);
    }
  });

  it('is not drawn for more features or outputs', () => {
    expect(drawPicture(network, { ...points, features: ['a', 'b'] })).toMatchObject({ curve: null });
    const two: ModelContext = {
      ...single,
      model: networkSpec({ layers: [{ units: 2, activation: 'linear' }] }),
      state: {
        ...single.state,
        tensors: {
          'layer0/kernel': { shape: [1, 2], data: Float64Array.of(1, 2) },
          'layer0/bias': vector(0, 0),
        },
      },
    };
    expect(drawPicture(two, points)).toMatchObject({ curve: null, surface: null });
  });
});

describe('computeSurface', () => {
  it('lies row by row: values[i * n + j] is the output at (x1[j], x2[i])', () => {
    const { x1, x2, values } = computeSurface(network, 5);
    expect([...x1]).toEqual([8, 9, 10, 11, 12]);
    expect([...x2]).toEqual([-9, -7, -5, -3, -1]);
    for (const i of [0, 2, 4]) {
      for (const j of [0, 1, 4]) {
        const [answer] = predictPoints(network, [[x1[j], x2[i]]]);
        expect(values[i * 5 + j]).toBe(Math.fround(answer.output as number));
      }
    }
  });

  it('shows the four corners of a trained XNOR', async () => {
    const training = trainingSpec({ steps: 5000 });
    const data = xnorData();
    const trainer = createTypedTrainer({ model: networkSpec(), training, seed: 3, data, resume: null });
    await drain(trainer);
    const frame = trainer.frame({
      ...sample,
      values: data.features,
      count: 4,
      targets: present(data.target),
    });
    if (frame.kind !== 'network' || frame.surface === null) throw new Error('no surface');
    const { values } = frame.surface;
    expect(values).toHaveLength(10000);
    const corners = [0, 99, 9900, 9999].map((at) => values[at]);
    corners.forEach((value, i) => {
      expect(Math.abs(value - [1, 0, 0, 1][i])).toBeLessThan(0.02);
    });
  });

  it('refuses what has no such plane', () => {
    expect(() => computeSurface(kmeans, 10)).toThrow('two features and one output');
    const wide = { ...network, featureNames: ['a', 'b', 'c'] };
    expect(() => computeSurface(wide, 10)).toThrow('two features and one output');
  });
});
