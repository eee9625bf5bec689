import { beforeAll, describe, expect, it } from 'vitest';
import { LOSSES, type SvmSpec } from '../../src-shared/experiment/schema';
import { createTypedTrainer } from '../algorithms/models/create-trainer';
import type { TrainerOptions } from '../algorithms/contract/trainer';
import type { ModelState } from '../algorithms/contract/state';
import { kmeans, makeOptimizer, svm, twoClasses } from '../testing/models/both-engines';
import {
  toTrainingData,
  drain,
  last,
  lastLayerFor,
  networkSpec,
  trainingSpec,
  svmSpec,
} from '../testing/data';
import { createTensorflowTrainer, loadTensorflow, tensorflowStatus, warmUp } from './index';

const { available } = tensorflowStatus();

describe.skipIf(!available)(
  `weights and pauses are alike in both kernel sets${available ? '' : ' (skipped: no TensorFlow here)'}`,
  () => {
    const { rows, target } = twoClasses();

    beforeAll(async () => {
      loadTensorflow();
      await warmUp();
    });

    const weights = rows.map((_, i) => [1, 0.5, 3, 0][i % 4]);
    const weighted = toTrainingData(rows, target, 300, weights);
    const models: [string, TrainerOptions['model'], TrainerOptions['training'], number][] = [
      ...LOSSES.flatMap((loss) =>
        [null, 32].map((batchSize): [string, TrainerOptions['model'], TrainerOptions['training'], number] => [
          `network, ${loss}, batch ${String(batchSize)}`,
          networkSpec({
            layers: [{ units: 2, activation: 'sigmoid' }, lastLayerFor(loss)],
            loss,
            optimizer: makeOptimizer('momentum'),
          }),
          trainingSpec({ steps: 50, batchSize }),
          1e-4,
        ]),
      ),
      ['k-means', { ...kmeans, nInit: 3 }, trainingSpec(), 1e-6],
      ['SVM', svm, trainingSpec(), 0.01],
      ['SVM, class weights', svmSpec({ maxIter: 60, classWeight: 'balanced' }), trainingSpec(), 0.01],
      [
        'SVM, Fourier features',
        svmSpec({ maxIter: 30, fourier: { gamma: 0.5, nComponents: 40 } }),
        trainingSpec(),
        0.01,
      ],
    ];
    it.each(models)('with sample weights: %s', async (_, model, training, tolerance) => {
      const options: TrainerOptions = { model, training, seed: 4, data: weighted, resume: null };
      const typed = await drain(createTypedTrainer(options));
      const trainer = createTensorflowTrainer(options);
      const native = await drain(trainer);
      expect(native).toHaveLength(typed.length);
      for (const metric of trainer.metricNames) {
        const a = last(typed, metric);
        expect(Math.abs(last(native, metric) - a)).toBeLessThanOrEqual(tolerance * Math.abs(a) + 1e-9);
      }
      trainer.dispose();
    });

    it.each(models)('with itself where all weights are 1, to the bit: %s', async (_, model, training) => {
      const reports = [null, rows.map(() => 1)].map((given) => {
        const data = toTrainingData(rows, target, 300, given);
        const trainer = createTensorflowTrainer({ model, training, seed: 4, data, resume: null });
        return drain(trainer).finally(() => {
          trainer.dispose();
        });
      });
      const [plain, ones] = await Promise.all(reports);
      expect(ones).toEqual(plain);
    });

    it("says what TensorFlow's SVM kernel cannot do", () => {
      const base = { training: trainingSpec(), seed: 1, resume: null };
      const two = toTrainingData(rows, target);
      const refused = (model: SvmSpec, data = two): void => {
        createTensorflowTrainer({ ...base, model, data });
      };
      expect(() => {
        refused(svmSpec({ loss: 'squaredHinge' }));
      }).toThrow('has no squared hinge');
      expect(() => {
        refused(svmSpec({ shrinking: true }));
      }).toThrow('cannot shrink');
      const three = {
        ...toTrainingData(
          rows,
          target.map((c, i) => (i % 3 === 0 ? 2 : c)),
        ),
        classes: [0, 1, 2],
      };
      expect(() => {
        refused(svm, three);
      }).toThrow('tells two classes apart, not 3');
    });

    it('on an SVM whose rows weigh two: as if they stood there twice', async () => {
      const two = toTrainingData(rows.slice(0, 60), target.slice(0, 60), 60, new Array<number>(60).fill(2));
      const doubled = toTrainingData(
        [...rows.slice(0, 60), ...rows.slice(0, 60)],
        [...target.slice(0, 60), ...target.slice(0, 60)],
      );
      const objectives: number[] = [];
      for (const data of [two, doubled]) {
        const trainer = createTensorflowTrainer({
          model: { ...svm, maxIter: 400 },
          training: trainingSpec(),
          seed: 1,
          data,
          resume: null,
        });
        objectives.push(last(await drain(trainer), 'objective'));
        trainer.dispose();
      }
      expect(Math.abs(objectives[0] - objectives[1]) / objectives[1]).toBeLessThan(1e-3);
    });

    const resumable: [string, Omit<TrainerOptions, 'resume'>][] = [
      [
        'network',
        {
          model: networkSpec(),
          training: trainingSpec({ steps: 100, batchSize: 50, logEvery: 1 }),
          seed: 3,
          data: toTrainingData(rows, target),
        },
      ],
      ['k-means', { model: kmeans, training: trainingSpec(), seed: 3, data: toTrainingData(rows) }],
      [
        'network with weights',
        {
          model: networkSpec(),
          training: trainingSpec({ steps: 100, batchSize: 50, logEvery: 1 }),
          seed: 3,
          data: toTrainingData(rows, target, 400, weights),
        },
      ],
      [
        'SVM with weights',
        {
          model: { ...svm, maxIter: 10 },
          training: trainingSpec(),
          seed: 3,
          data: toTrainingData(rows, target, 400, weights),
        },
      ],
      [
        'SVM',
        {
          model: { ...svm, maxIter: 10 },
          training: trainingSpec(),
          seed: 3,
          data: toTrainingData(rows, target),
        },
      ],
    ];
    it.each(resumable)('with itself, after a pause through a state: %s', async (_, options) => {
      const whole = createTensorflowTrainer({ ...options, resume: null });
      const straight = await drain(whole);
      const first = createTensorflowTrainer({ ...options, resume: null });
      await drain(first, 5);
      const state: ModelState = {
        ...first.state(),
        extra: JSON.parse(JSON.stringify(first.state().extra)) as ModelState['extra'],
      };
      const second = createTensorflowTrainer({ ...options, resume: state });
      const rest = await drain(second);
      expect(rest).toHaveLength(straight.length - 5);
      rest.forEach(({ metrics }, i) => {
        for (const [name, value] of Object.entries(metrics ?? {})) {
          const expected = straight[i + 5]?.metrics?.[name] ?? NaN;
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected)));
        }
      });
      for (const trainer of [whole, first, second]) trainer.dispose();
    });
  },
);
