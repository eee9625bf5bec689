import { describe, expect, it } from 'vitest';
import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import { present } from '../../../../src-shared/present';
import { toTrainingData, drain, last, svmSpec, trainingSpec } from '../../../testing/data';
import { forkState } from '../../models/fork-state';
import { createTypedTrainer } from '../../models/create-trainer';
import { Rng } from '../../numeric/rng';
import type { SvmProblem } from '../problem';
import { whatIf } from '../what-if';
import type { Trainer, TrainingData } from '../../contract/trainer';
import type { ModelState } from '../../contract/state';
import { CenteredRows, isFarFromZero } from './centered-rows';
import { dualBound } from './dual-bound';

// Optima by SciPy 1.16's SLSQP on the primal with slacks, at coordinates about the mean row:
// l2 / 2 (|w|² + b²) + the losses at l2 = 1.
const TEMPERATURES = [
  [298.1, 1013.2],
  [298.3, 1012.1],
  [297.8, 1014.0],
  [298.0, 1013.5],
  [299.9, 1007.9],
  [300.2, 1008.4],
  [299.7, 1009.1],
  [300.1, 1008.0],
];
const FRONT = [0, 0, 0, 0, 1, 1, 1, 1];
const OF_TEMPERATURES = { hinge: 0.4156386679832059, squaredHinge: 0.3441231294459548 };
const OF_ROWS = {
  hinge: new Map([
    [0, 7.527777777777832],
    [1e4, 8.040845462039286],
    [1e6, 8.04081661833186],
  ]),
  squaredHinge: new Map([
    [0, 5.9509752802597555],
    [1e4, 6.191114758718079],
    [1e6, 6.19106101708358],
  ]),
};
const OF_THREE_CLASSES = 42.22288883692679;
const OF_WEIGHTED = 12.000039982083237;

/** Forty rows in two columns, and their classes but for a few, the same at every offset. */
function rowsAt(offset: number): { rows: number[][]; target: number[]; three: number[] } {
  const at = Array.from({ length: 40 }, (_, i) => [((i * 7) % 40) / 10 - 2, ((i * 13) % 40) / 10 - 2]);
  return {
    rows: at.map(([a, b]) => [a + offset, b + offset]),
    target: at.map(([a, b], i) => (a - b + (((i * 11) % 7) - 3) / 3 > 0 ? 1 : 0)),
    three: at.map(([a, b]) => (a - b > 0.8 ? 2 : a - b < -0.8 ? 0 : 1)),
  };
}

function createTrainer(
  model: SvmSpec,
  data: TrainingData,
  resume: ModelState | null = null,
  logEvery = 10,
): Trainer {
  return createTypedTrainer({ model, training: trainingSpec({ logEvery }), seed: 1, data, resume });
}

/** Trains to the end, or for as many passes. */
async function trained(trainer: Trainer, passes = Infinity): Promise<Trainer> {
  for await (const { step } of trainer.train({ due: () => false })) if (step >= passes) break;
  return trainer;
}

describe('a linear SVM whose columns lie far from zero', () => {
  it.each(['hinge', 'squaredHinge'] as const)('reaches the optimum in thirty passes: %s', async (loss) => {
    const trainer = createTrainer(svmSpec({ loss, maxIter: 30 }), toTrainingData(TEMPERATURES, FRONT));
    const reports = await drain(trainer);
    expect(last(reports, 'accuracy')).toBe(1);
    expect(last(reports, 'objective')).toBeLessThan(1.001 * OF_TEMPERATURES[loss]);
    expect(last(reports, 'objective')).toBeGreaterThan(OF_TEMPERATURES[loss] * (1 - 1e-6));
    expect(last(reports, 'dualityGap')).toBeLessThan(1e-3 * OF_TEMPERATURES[loss]);
    const result = trainer.result();
    if (result.kind !== 'svm') throw new Error('not an SVM');
    // Nothing stands between the objective and the line that is kept.
    const [[w1, w2], b] = [result.coef[0] as [number, number], result.intercept[0]];
    const losses = TEMPERATURES.map(([x1, x2], i) =>
      Math.max(0, 1 - (FRONT[i] === 1 ? 1 : -1) * (w1 * x1 + w2 * x2 + b)),
    );
    const sum = losses.reduce((all, one) => all + (loss === 'hinge' ? one : one ** 2), 0);
    expect((w1 ** 2 + w2 ** 2 + b ** 2) / 2 + sum).toBeCloseTo(last(reports, 'objective'), 9);
  });

  it.each([
    ['hinge', 0],
    ['hinge', 1e4],
    ['hinge', 1e6],
    ['squaredHinge', 0],
    ['squaredHinge', 1e4],
    ['squaredHinge', 1e6],
  ] as const)('comes within its tolerance of the optimum: %s at %d', async (loss, offset) => {
    const { rows, target } = rowsAt(offset);
    const trainer = createTrainer(svmSpec({ loss, tol: 1e-4, maxIter: 500 }), toTrainingData(rows, target));
    const reports = await drain(trainer);
    const optimum = present(OF_ROWS[loss].get(offset));
    expect(trainer.result()).toMatchObject({ converged: true });
    expect(last(reports, 'objective')).toBeLessThan(1.0002 * optimum);
    expect(last(reports, 'objective') - last(reports, 'dualityGap')).toBeLessThan(optimum * (1 + 1e-7));
    expect(last(reports, 'accuracy')).toBeGreaterThanOrEqual(0.975);
  });

  it('takes as many passes at every offset, and comes to the same classes', async () => {
    const ends = [];
    for (const offset of [100, 1e4, 1e6, 1e9]) {
      const { rows, target } = rowsAt(offset);
      const reports = await drain(
        createTrainer(svmSpec({ tol: 1e-3, maxIter: 300 }), toTrainingData(rows, target)),
      );
      ends.push(last(reports, 'accuracy'));
      expect(last(reports, 'nIter'), `at ${offset}`).toBeLessThan(100);
      expect(last(reports, 'objective'), `at ${offset}`).toBeCloseTo(8.04, 1);
    }
    expect(ends).toEqual([1, 1, 1, 1]);
  });

  it.each([1e3, 1e6])('of a single column, whose slope costs all but everything: at %d', async (offset) => {
    // 30 rows of 0 and 20 of 1: the line all but says 0 of each, and the hinge is 2 at each row of 1.
    const rows = Array.from({ length: 50 }, (_, i) => [(i % 40) / 40 + offset]);
    const target = rows.map((_, i) => (i % 40 < 20 ? 0 : 1));
    for (const loss of ['hinge', 'squaredHinge'] as const) {
      const trainer = createTrainer(
        svmSpec({ loss, C: 0.1, tol: 1e-3, maxIter: 200 }),
        toTrainingData(rows, target),
      );
      const reports = await drain(trainer);
      expect(trainer.result(), loss).toMatchObject({ converged: true });
      // Squared: 30 (1 + c)² + 20 (1 - c)² is least at c = -0.2, where it is 48; over l2 = 10 all the same.
      const optimum = loss === 'hinge' ? 40 : 48;
      expect(Math.abs(last(reports, 'objective') / optimum - 1), loss).toBeLessThan(
        offset === 1e3 ? 0.01 : 0.002,
      );
    }
  });

  it('of many classes, of rows that count differently, and in folds', async () => {
    const { rows, target, three } = rowsAt(1e4);
    const model = svmSpec({ tol: 1e-4, maxIter: 1000 });
    const classes = await drain(
      createTrainer(model, toTrainingData(rows, three, rows.length, null, [0, 1, 2])),
    );
    expect(last(classes, 'objective') / OF_THREE_CLASSES).toBeCloseTo(1, 3);
    const weights = rows.map((_, i) => 1 + (i % 3));
    const weighted = await drain(createTrainer(model, toTrainingData(rows, target, rows.length, weights)));
    expect(last(weighted, 'objective') / OF_WEIGHTED).toBeCloseTo(1, 3);
    const withFolds = await trained(createTrainer({ ...model, folds: 5 }, toTrainingData(rows, target)));
    const result = withFolds.result();
    if (result.kind !== 'svm') throw new Error('not an SVM');
    expect(present(result.crossValidation).accuracy.mean).toBeGreaterThan(0.9);
  });

  it('goes on from a state as if never stopped', async () => {
    const { rows, target } = rowsAt(1e4);
    const data = toTrainingData(rows, target);
    for (const model of [svmSpec({ maxIter: 20 }), svmSpec({ tol: 1e-9, maxIter: 20 })]) {
      const whole = await trained(createTrainer(model, data));
      const half = await trained(createTrainer(model, data), 7);
      const rest = await trained(createTrainer(model, data, half.state()));
      expect(rest.state()).toEqual(whole.state());
    }
  });

  it('forks to a stronger penalty with its line on the scale of its duals', async () => {
    const { rows, target } = rowsAt(1e4);
    const [from, to] = [svmSpec({ maxIter: 40 }), svmSpec({ maxIter: 80, l2: 4 })];
    const parent = await trained(createTrainer(from, toTrainingData(rows, target)));
    const experiment = { dataset: null, training: null } as never as Parameters<typeof forkState>[1];
    const state = forkState(
      parent.state(),
      { ...experiment, model: from },
      {
        ...experiment,
        model: to,
      },
    );
    const child = await drain(createTrainer(to, toTrainingData(rows, target), state));
    const fresh = await drain(createTrainer(to, toTrainingData(rows, target)));
    expect(last(child, 'objective') / last(fresh, 'objective')).toBeCloseTo(1, 3);
  });

  it('goes on over the rows as they are from a state that was so trained', async () => {
    const { rows, target } = rowsAt(1e4);
    const near = await trained(
      createTrainer(svmSpec({ maxIter: 3 }), toTrainingData(rowsAt(0).rows, target)),
    );
    const on = await trained(
      createTrainer(svmSpec({ maxIter: 4 }), toTrainingData(rows, target), near.state()),
    );
    expect(on.state().tensors['centered']).toBeUndefined();
  });

  it.each([1e6, 1e8, 1e10])('never claims a bound above the objective: at %d', async (offset) => {
    const three = rowsAt(offset);
    for (const loss of ['hinge', 'squaredHinge'] as const) {
      for (const tol of [0, 1e-3]) {
        const model = svmSpec({ loss, tol, maxIter: tol > 0 ? 100 : 30 });
        const trainer = createTrainer(
          model,
          toTrainingData(three.rows, three.three, 40, null, [0, 1, 2]),
          null,
          1,
        );
        for (const { metrics } of await drain(trainer)) {
          if (metrics !== null) expect(metrics['dualityGap']).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it('has a bound that its own dual proves, where the sums of duals are huge', () => {
    const model = svmSpec();
    const { rows, target } = rowsAt(1e8);
    const data = toTrainingData(rows, target);
    const centered = new CenteredRows(data, 1, model.l2);
    const sides = Int8Array.from(target, (value) => (value === 1 ? 1 : -1));
    const problem: SvmProblem = {
      rows: 40,
      width: 2,
      features: data.features,
      sides,
      costs: null,
      hasIntercept: true,
      vectors: () => null,
    };
    // Some 80 % of the objective: duals at C but for a few, whose signed sum is not 0.
    const dual = Float64Array.from(sides, (_, i) => (i % 9 === 0 ? 0.46 : 1));
    expect(dualBound(model, problem, centered, dual)).toBeLessThan(present(OF_ROWS.hinge.get(1e6)) * 1.001);
  });

  it('is found for other points in the margin lab', () => {
    const { rows, target } = rowsAt(1e4);
    const scaler = { kind: 'none' as const, offset: [0, 0], scale: [1, 1] };
    const found = whatIf(svmSpec(), { scaler, names: [0, 1] }, 1, { points: rows, classes: target });
    expect(found.objective / present(OF_ROWS.hinge.get(1e4))).toBeCloseTo(1, 2);
    expect(found.accuracy).toBe(1);
  });

  it('in WebAssembly, where there are enough values', async () => {
    const rng = new Rng(4);
    const rows = Array.from({ length: 25_000 }, () => Array.from({ length: 8 }, () => rng.normal()));
    const target = rows.map((row) =>
      row[0] - row[1] + 0.5 * row[2] - 0.5 * row[3] + 0.3 * rng.normal() > 0 ? 1 : 0,
    );
    const ends = [];
    for (const offset of [0, 1e5]) {
      const far = rows.map((row) => row.map((value) => value + offset));
      const trainer = createTrainer(svmSpec({ tol: 1e-3, maxIter: 200 }), toTrainingData(far, target));
      ends.push({ report: await drain(trainer), converged: trainer.result() });
    }
    expect(ends.map(({ converged }) => converged)).toMatchObject([{ converged: true }, { converged: true }]);
    const [atZero, far] = ends.map(({ report }) => last(report, 'accuracy'));
    expect(far).toBeCloseTo(atZero, 2);
  });
});

describe('rows about their mean', () => {
  const { rows } = rowsAt(1e6);
  const data = { rows: 40, trainRows: 40, width: 2, features: Float64Array.from(rows.flat()) };

  it('have the decisions and the penalty of the rows as they were', () => {
    const centered = new CenteredRows({ ...data, features: Float64Array.from(rowsAt(3).rows.flat()) }, 1, 1);
    const raw = { coef: new Float64Array(2), intercept: 0 };
    const coef = Float64Array.of(0.7, -1.3, 0.4);
    centered.writeRaw(coef, raw);
    rowsAt(3).rows.forEach(([a, b], row) => {
      const mine = [0, 1, 2].reduce((sum, j) => sum + coef[j] * centered.features[3 * row + j], 0);
      expect(raw.coef[0] * a + raw.coef[1] * b + raw.intercept).toBeCloseTo(mine, 12);
    });
    const bias = (coef[2] * centered.sigma) ** 2 / centered.squaredLength;
    expect(raw.coef[0] ** 2 + raw.coef[1] ** 2 + raw.intercept ** 2).toBeCloseTo(
      0.7 ** 2 + 1.3 ** 2 + bias,
      12,
    );
  });

  it('are asked for only where plain passes cannot get there', () => {
    const at = (offset: number): TrainingData => toTrainingData(rowsAt(offset).rows);
    const plain = { tol: 0, maxIter: 30 };
    expect([0, 1, 5, 10, 100].map((offset) => isFarFromZero(plain, at(offset)))).toEqual([
      ...[false, false, false, true, true],
    ]);
    expect(isFarFromZero({ tol: 1e-3, maxIter: 30 }, at(5))).toBe(true);
    expect(isFarFromZero({ tol: 1e-3, maxIter: 3000 }, at(5))).toBe(false);
    // Columns that do not differ have no line to be found.
    expect(isFarFromZero(plain, toTrainingData([[5], [5]]))).toBe(false);
  });
});
