import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { toTrainingData, networkSpec } from '../../testing/data';
import { vector, scaler, common, network } from '../../testing/models/small-models';
import { drawPicture, predictionTable, predictPoints } from './answers';
import type { PredictionTable } from '../contract/answers';
import type { ModelContext } from '../contract/model-context';
import { computeSurface } from '../network/picture';
import { Rng } from '../numeric/rng';
import { unscaleRows } from '../numeric/scaling';
import type { TrainingData } from '../contract/trainer';

function makeTable(context: ModelContext, data: TrainingData, rowNumbers: number[]): PredictionTable {
  const raw = unscaleRows(data.features, data.width, data.scaler);
  return predictionTable(context, data, rowNumbers, (from, to) =>
    raw.subarray(from * data.width, to * data.width),
  );
}

describe('a softmax network of three classes', () => {
  /** z = (s1, s2, 0): the class of the larger scaled feature, the third where both are below 0. */
  const threeClasses: ModelContext = {
    ...common,
    classes: ['a', 'b', 'c'],
    model: networkSpec({
      layers: [{ units: 3, activation: 'softmax' }],
      loss: 'categoricalCrossentropy',
    }),
    state: {
      kind: 'network',
      step: 4,
      tensors: {
        'layer0/kernel': { shape: [2, 3], data: Float64Array.of(1, 0, 0, 0, 1, 0) },
        'layer0/bias': vector(0, 0, 0),
      },
      extra: {},
    },
  };

  it('predicts the class with the largest probability, and all of them', () => {
    // Raw rows for scaled (ln 2, 0), (0, ln 6), (-50, -50).
    const rows = [
      [10 + 2 * Math.log(2), -5],
      [10, -5 + 4 * Math.log(6)],
      [-90, -205],
    ];
    const answers = predictPoints(threeClasses, rows);
    expect(answers.map((answer) => answer.class)).toEqual(['a', 'b', 'c']);
    expect(answers[0].probabilities).toEqual({
      a: expect.closeTo(0.5, 12) as number,
      b: expect.closeTo(0.25, 12) as number,
      c: expect.closeTo(0.25, 12) as number,
    });
    expect(present(answers[1].probabilities)['b']).toBeCloseTo(6 / 8, 12);
    expect(answers[0].input).toEqual({ a: rows[0][0], b: -5 });
    expect(answers[0].output).toBeUndefined();
  });

  it('answers many rows as it answers a few', () => {
    const rng = new Rng(6);
    const wide: ModelContext = {
      ...threeClasses,
      model: networkSpec({
        layers: [
          { units: 33, activation: 'tanh' },
          { units: 3, activation: 'softmax' },
        ],
        loss: 'categoricalCrossentropy',
      }),
      state: {
        kind: 'network',
        step: 4,
        tensors: Object.fromEntries(
          [
            ['layer0/kernel', 2, 33],
            ['layer0/bias', 33],
            ['layer1/kernel', 33, 3],
            ['layer1/bias', 3],
          ].map(([name, ...shape]) => {
            const length = (shape as number[]).reduce((all, size) => all * size);
            return [
              name,
              { shape: shape as number[], data: Float64Array.from({ length }, () => rng.normal()) },
            ];
          }),
        ),
        extra: {},
      },
    };
    const rows = Array.from({ length: 2500 }, () => [10 + rng.normal(), -5 + 4 * rng.normal()]);
    const few = [rows.slice(0, 200), rows.slice(1000, 1100), rows.slice(2400)].flatMap((some) =>
      predictPoints(wide, some),
    );
    const many = predictPoints(wide, rows);
    expect([...many.slice(0, 200), ...many.slice(1000, 1100), ...many.slice(2400)]).toEqual(few);
  });

  it('is a table with the class and a column for each probability', () => {
    const data = {
      ...toTrainingData(
        [
          [0, 0],
          [3, 4],
          [-9, -9],
        ],
        [0, 1, 2],
        3,
        null,
        ['a', 'b', 'c'],
      ),
      scaler,
    };
    const table = makeTable(threeClasses, { ...data, featureNames: ['a', 'b'] }, [1, 2, 3]);
    expect(table.columns).toEqual(['row', 'a', 'b', 'y', 'class', 'p(a)', 'p(b)', 'p(c)']);
    expect(table.row(1).slice(3, 5)).toEqual(['b', 'b']);
    expect(table.row(1)[6]).toBeCloseTo(Math.exp(4) / (Math.exp(3) + Math.exp(4) + 1), 12);
    expect(table.row(2).slice(3, 5)).toEqual(['c', 'c']);
    // Rows may be asked for in any order.
    expect(table.row(0).slice(3, 5)).toEqual(['a', 'a']);
  });

  it('is drawn as the regions of its classes', () => {
    const sample: PointSample = {
      features: ['a', 'b'],
      target: 'y',
      totalRows: 0,
      count: 0,
      values: new Float64Array(0),
      targets: new Float64Array(0),
      classes: ['a', 'b', 'c'],
    };
    const frame = drawPicture(threeClasses, sample);
    if (frame.kind !== 'network' || frame.regions === null) throw new Error('no regions');
    expect(frame.surface).toBeNull();
    const { x1, x2, labels, probabilities } = frame.regions;
    // The ranges 8 to 12 and -9 to -1, with a margin of 4 % around.
    const last = x1.length - 1;
    for (const [index, corner] of [x1[0], x1[last], x2[0], x2[last]].entries())
      expect(corner).toBeCloseTo([7.84, 12.16, -9.32, -0.68][index], 12);
    // Scaled corners: (-1.08, -1.08), (1.08, -1.08) and (-1.08, 1.08).
    expect([labels[0], labels[last], labels[last * x1.length]]).toEqual([2, 0, 1]);
    expect(probabilities[0]).toBeCloseTo(1 / (1 + 2 * Math.exp(-1.08)), 6);
    expect(() => computeSurface(threeClasses, 5)).toThrow('two features and one output');
  });

  it('of hinge loss says the second class from 0 on', () => {
    const hinge: ModelContext = {
      ...network,
      model: networkSpec({ layers: [{ units: 1, activation: 'linear' }], loss: 'hinge' }),
    };
    // s1 + 2 s2 + 0.5 at the raw rows for scaled (0, 0) and (-1, 0).
    const answers = predictPoints(hinge, [
      [10, -5],
      [8, -5],
    ]);
    expect(answers.map(({ output, class: named }) => [output, named])).toEqual([
      [0.5, 'yes'],
      [-0.5, 'no'],
    ]);
  });
});
