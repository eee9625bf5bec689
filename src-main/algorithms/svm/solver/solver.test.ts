import { describe, expect, it } from 'vitest';
import { generatedDatasetSchema } from '../../../../src-shared/experiment/schema';
import { present } from '../../../../src-shared/present';
import { noisy, train, type SvmResult } from '../../../testing/models/svm';
import { toTrainingData, drain, last, svmSpec, trainingSpec } from '../../../testing/data';
import { generateDataset } from '../../generators';
import { createTypedTrainer } from '../../models/create-trainer';
import { Rng } from '../../numeric/rng';

describe('an experiment of the first version', () => {
  const table = generateDataset(
    generatedDatasetSchema.parse({ kind: 'generated', generator: 'linear-margin', params: { n: 120 } }),
    1,
  );
  const rows = Array.from({ length: 120 }, (_, i) => [table.features[2 * i], table.features[2 * i + 1]]);
  // Printed by the first version.
  it.each([
    [
      null,
      {
        hingeLoss: 0.0011796089926717512,
        objective: 0.9932899409160206,
        accuracy: 1,
        valHingeLoss: 0.049180750752425964,
        valAccuracy: 1,
        nIter: 25,
      },
      [-1.0814023189105493, 1.1406584267496578, -0.17437745592989998],
      [-1.0117514207693297, 0.8197965723027676, -0.0765379128831832],
      { marginWidth: 1.2724323419942176, supportVectorCount: 3 },
    ],
    [
      rows.map((_, i) => [1, 0.5, 3, 0][i % 4]),
      {
        hingeLoss: 0.008576971075794583,
        objective: 1.5871210604925463,
        accuracy: 1,
        valHingeLoss: 0.0799381202492638,
        valAccuracy: 1,
        nIter: 25,
      },
      [-0.9730071474223977, 0.9051910037470784, -0.10786277917210205],
      [-0.923131186101303, 0.6939660401779869, -0.13900829036974735],
      { marginWidth: 1.5049451461772805, supportVectorCount: 11 },
    ],
  ])('gives what it gave, to the bit', async (weights, metrics, lastLine, firstLine, expected) => {
    const data = toTrainingData(rows, [...present(table.target)], 100, weights);
    const { trainer, reports, result } = await train({ l2: 0.7, maxIter: 25 }, data, 3);
    expect(reports[24].metrics).toEqual({ ...metrics, dualityGap: expect.any(Number) as number });
    expect(reports[24].history).toEqual(lastLine);
    expect(reports[0].history).toEqual(firstLine);
    expect(result).toMatchObject(expected);
    expect(trainer.state().extra['rng']).toEqual([1520143206, 2891235863, 2579282659, 2710368765]);
  });
});

describe('losses and class weights', () => {
  const two = toTrainingData([[1], [-1]], [1, 0]);

  it('squared hinge of two points: l2 w = 4 (1 - w)', async () => {
    const { result, reports } = await train({ l2: 1, loss: 'squaredHinge', maxIter: 200 }, two);
    expect(result.coef[0][0]).toBeCloseTo(0.8, 9);
    expect(result.intercept[0]).toBeCloseTo(0, 9);
    expect(last(reports, 'objective')).toBeCloseTo(0.4, 9);
    expect(last(reports, 'dualityGap')).toBeCloseTo(0, 9);
  });

  it('hinge of two points under a strong penalty: w = 2 / l2', async () => {
    const { result, reports } = await train({ l2: 4, maxIter: 200 }, two);
    expect(result.coef[0][0]).toBeCloseTo(0.5, 9);
    expect(last(reports, 'objective')).toBeCloseTo(1.5, 9);
  });

  it.each(['hinge', 'squaredHinge'] as const)(
    '%s: a class of weight 2 is as if its rows stood there twice',
    async (loss) => {
      const { rows, target } = noisy(60, 5);
      const again = rows.filter((_, i) => target[i] === 1);
      const doubled = toTrainingData([...rows, ...again], [...target, ...again.map(() => 1)]);
      const common = { loss, tol: 1e-9, maxIter: 20_000 };
      const a = await train({ ...common, classWeight: { '1': 2 } }, toTrainingData(rows, target));
      const b = await train(common, doubled);
      expect(a.result.converged && b.result.converged).toBe(true);
      expect(last(a.reports, 'objective')).toBeCloseTo(last(b.reports, 'objective'), 6);
    },
  );

  it('balanced: rows / (classes x rows of the class)', async () => {
    const data = toTrainingData([[1], [2], [1.5], [-1]], [1, 1, 1, 0]);
    const a = await train({ classWeight: 'balanced', maxIter: 50 }, data);
    const b = await train({ classWeight: { '0': 2, '1': 4 / 6 }, maxIter: 50 }, data);
    expect(a.result.coef).toEqual(b.result.coef);
  });
});

describe('convergence', () => {
  const { rows, target } = noisy(150, 8);
  const data = toTrainingData(rows, target);

  it.each(['hinge', 'squaredHinge'] as const)(
    '%s: stops at its tolerance, the gap above the distance to the optimum',
    async (loss) => {
      const best = await train({ loss, tol: 1e-10, maxIter: 50_000 }, data);
      const optimum = last(best.reports, 'objective');
      const { reports, result } = await train({ loss, tol: 1e-2, maxIter: 50_000 }, data);
      for (const { metrics } of reports) {
        expect(present(metrics)['objective'] - optimum).toBeLessThanOrEqual(
          present(metrics)['dualityGap'] + 1e-7,
        );
      }
      expect(result.converged).toBe(true);
      expect(last(reports, 'dualityGap')).toBeLessThanOrEqual(1e-2 * last(reports, 'objective'));
      const before = present(reports[reports.length - 2].metrics);
      expect(before['dualityGap']).toBeGreaterThan(1e-2 * before['objective']);
    },
  );

  it('logs every pass without a tolerance, every so many with one', async () => {
    const steps = async (tol: number): Promise<number[]> => {
      const options = {
        model: svmSpec({ tol, maxIter: 25, shrinking: false }),
        training: trainingSpec(),
        seed: 1,
        data,
        resume: null,
      };
      const reports = await drain(createTypedTrainer(options));
      return reports.filter(({ metrics }) => metrics !== null).map(({ step }) => step);
    };
    expect(await steps(0)).toHaveLength(25);
    expect(await steps(1e-12)).toEqual([10, 20, 25]);
  });

  it('measures where the rows have settled, between two logged passes too, and may end there', async () => {
    const trainer = createTypedTrainer({
      model: svmSpec({ tol: 1e-10, maxIter: 1000 }),
      training: trainingSpec({ logEvery: 1000 }),
      seed: 1,
      data,
      resume: null,
    });
    const logged = (await drain(trainer)).flatMap(({ metrics }) => (metrics === null ? [] : [metrics]));
    const met = logged.map((metrics) => metrics['dualityGap'] <= 1e-10 * metrics['objective']);
    expect(met).toEqual(met.map((_, i) => i === met.length - 1));
    expect(logged[logged.length - 1]['nIter']).toBeLessThan(100);
    expect(logged.length).toBeLessThan(12);
  });

  // More than 2,000 rows begin with some of them: those that come apart go on so, others do not.
  it.each([
    ['come apart', 4, 0],
    ['overlap', 0.5, 0.7],
  ])(
    'of many rows that %s it comes to the optimum of all, whenever it was stopped',
    async (_, apart, noise) => {
      const rng = new Rng(21);
      const many = Array.from({ length: 3000 }, () => [rng.normal(), rng.normal()]);
      const classes = many.map(([x, y]) => (x + y + noise * rng.normal() > 0 ? 1 : 0));
      many.forEach((row, i) => (row[0] += apart * (classes[i] - 0.5)));
      const weights = many.map((_, i) => i % 3);
      const options = {
        model: svmSpec({ tol: 1e-7, maxIter: 5000 }),
        training: trainingSpec(),
        seed: 1,
        data: toTrainingData(many, classes, 3000, weights),
        resume: null,
      };
      const whole = createTypedTrainer(options);
      const reports = await drain(whole);
      const plain = await train({ tol: 1e-5, maxIter: 5000, shrinking: false }, options.data);
      const objective = last(reports, 'objective');
      expect((whole.result() as SvmResult).converged && plain.result.converged).toBe(true);
      expect(Math.abs(objective / last(plain.reports, 'objective') - 1)).toBeLessThan(2e-5);
      for (const pulls of [0, 1, 3]) {
        const first = createTypedTrainer(options);
        await drain(first, pulls);
        const again = createTypedTrainer({ ...options, resume: first.state() });
        await drain(again);
        expect(again.state()).toEqual(whole.state());
      }
    },
  );

  it('reads the first checkpoints with shrinking, which had only flags', async () => {
    const options = {
      model: svmSpec({ tol: 1e-8, maxIter: 2000, shrinking: true }),
      training: trainingSpec(),
      seed: 1,
      data,
      resume: null,
    };
    const whole = createTypedTrainer(options);
    await drain(whole, 5);
    const state = whole.state();
    const { shape, data: ranks } = state.tensors['active'];
    const active = { shape, data: Int32Array.from(ranks, (rank) => (rank > 0 ? 1 : 0)) };
    expect(active.data.includes(0)).toBe(true);
    const resume = { ...state, tensors: { ...state.tensors, active } };
    const again = createTypedTrainer({ ...options, resume });
    const reports = await drain(again);
    const best = await train({ tol: 1e-10, maxIter: 5000 }, data);
    expect((again.result() as SvmResult).converged).toBe(true);
    expect(last(reports, 'objective')).toBeCloseTo(last(best.reports, 'objective'), 5);
  });

  it('shrinks by itself with a tolerance only', async () => {
    const duals = async (change: Parameters<typeof svmSpec>[0]): Promise<unknown> =>
      (await train({ ...change, maxIter: 12 }, data)).trainer.state().tensors;
    expect(await duals({ tol: 0 })).toEqual(await duals({ tol: 0, shrinking: false }));
    expect(await duals({ tol: 1e-9 })).toEqual(await duals({ tol: 1e-9, shrinking: true }));
    expect(await duals({ tol: 1e-9 })).not.toEqual(await duals({ tol: 1e-9, shrinking: false }));
  });

  it.each(['hinge', 'squaredHinge'] as const)('%s: shrinking comes to the same optimum', async (loss) => {
    const common = { loss, tol: 1e-8, maxIter: 50_000 };
    const plain = await train({ ...common, shrinking: false }, data);
    const shrunk = await train({ ...common, shrinking: true }, data);
    expect(shrunk.result.converged).toBe(true);
    expect(last(shrunk.reports, 'objective')).toBeCloseTo(last(plain.reports, 'objective'), 5);
  });
});
