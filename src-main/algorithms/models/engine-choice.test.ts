import { describe, expect, it } from 'vitest';
import { planMeasuring } from '../../../src-shared/experiment/measuring';
import { present } from '../../../src-shared/present';
import { networkSpec, trainingSpec, svmSpec } from '../../testing/data';
import { REFERENCE_SPEEDS } from '../contract/cost';
import { chooseEngine, dependsOnSpeeds, type EngineQuestion } from './engine-choice';

const there = { available: true, reason: '' };
const missing = { available: false, reason: 'the native library was not found' };
const xnor: EngineQuestion = {
  requested: 'auto',
  model: networkSpec(),
  training: trainingSpec(),
  rows: 4,
  measuredRows: 4,
  width: 2,
  tensorflow: there,
  speeds: null,
};
const large: EngineQuestion = {
  ...xnor,
  model: networkSpec({
    layers: [
      { units: 512, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  }),
  training: trainingSpec({ batchSize: 1024 }),
  rows: 60000,
  width: 784,
};

/** Some 700,000 multiply-adds a step: neither side is far ahead. */
const middle: EngineQuestion = {
  ...xnor,
  model: networkSpec({
    layers: [
      { units: 64, activation: 'relu' },
      { units: 32, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  }),
  training: trainingSpec({ batchSize: 64, steps: 20_000 }),
  rows: 2000,
  width: 16,
};

describe('chooseEngine', () => {
  it('takes typed arrays for XNOR and TensorFlow for a large network, and says why', () => {
    const small = chooseEngine(xnor);
    expect(small.kind).toBe('typed');
    expect(small.reason).toMatch(/^4 rows × 9 weights a step: about .+ typed, .+ in TensorFlow$/);
    const big = chooseEngine(large);
    expect(big.kind).toBe('tensorflow');
    expect(big.reason).toMatch(/^1,024 rows × 402,433 weights a step/);
  });

  it('counts the rows of a batch, not of the data', () => {
    const model = networkSpec({
      layers: [
        { units: 64, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
    });
    const question = { ...large, width: 32, model };
    const one = chooseEngine({ ...question, training: trainingSpec({ batchSize: 1 }) });
    expect(one.kind).toBe('typed');
    expect(one.reason).toMatch(/^1 row × 2,177 weights/);
    expect(chooseEngine({ ...question, training: trainingSpec() }).kind).toBe('tensorflow');
  });

  it('counts what measuring costs, which on many rows is more than training', () => {
    const question = {
      ...xnor,
      model: networkSpec({
        layers: [
          { units: 64, activation: 'relu' },
          { units: 2, activation: 'softmax' },
        ],
      }),
      rows: 300_000,
      measuredRows: 300_000,
      width: 60,
    };
    const epoch = { batchSize: 256, steps: 1172 };
    const each = chooseEngine({ ...question, training: trainingSpec({ ...epoch, logEvery: 10 }) });
    expect(each.kind).toBe('tensorflow');
    expect(each.reason).toMatch(
      /^256 rows × 4,034 weights a step, 300,000 rows measured every 10 steps: about .+ typed/,
    );
    // What `auto` comes to: no more than the one look at all rows, at the end.
    const table = { trainRows: 300_000, validationRows: 0, width: 60 };
    const measuring = planMeasuring(
      { model: question.model, training: { ...trainingSpec(epoch), logEvery: 'auto' } },
      table,
    );
    const training = trainingSpec({ ...epoch, logEvery: measuring.logEvery });
    const automatic = chooseEngine({ ...question, training, measuring });
    expect(automatic.kind).toBe('typed');
    expect(automatic.reason).toMatch(
      / a step, 4,096 rows measured every 50 steps and 300,000 rows at the end: .+, which takes longer to load$/,
    );
    const all = { ...measuring, sample: null };
    expect(chooseEngine({ ...question, training, measuring: all }).kind).toBe('tensorflow');
    const often = chooseEngine({ ...question, training, measuring: { ...measuring, fullEvery: 10 } });
    expect(often.kind).toBe('tensorflow');
    const once = chooseEngine({ ...question, training: trainingSpec({ ...epoch, logEvery: 1172 }) });
    expect(once.kind).toBe('typed');
    expect(once.reason).toMatch(/ measured every 1,172 steps: .+, which takes longer to load$/);
  });

  it('counts what GELU, dropout and penalties cost', () => {
    const nativeMs = (change: Parameters<typeof networkSpec>[0]): number => {
      // Measured once, at the end: the times are those of a step.
      const training = trainingSpec({ steps: 1000, logEvery: 1000 });
      const { reason } = chooseEngine({ ...xnor, training, model: networkSpec(change) });
      const [, value, unit] = present(/([\d.]+) (ms|µs) in TensorFlow/.exec(reason));
      return Number(value) * (unit === 'ms' ? 1 : 0.001);
    };
    const layers = (activation: 'tanh' | 'gelu', dropout = 0): Parameters<typeof networkSpec>[0] => ({
      layers: [
        { units: 2, activation, dropout },
        { units: 1, activation: 'sigmoid' },
      ],
    });
    const plain = nativeMs(layers('tanh'));
    expect(plain).toBeCloseTo(0.23, 2);
    // A call is 10 microseconds.
    expect(nativeMs(layers('gelu')) - plain).toBeCloseTo(0.1, 2);
    expect(nativeMs(layers('tanh', 0.5)) - plain).toBeCloseTo(0.03, 2);
    expect(nativeMs({ ...layers('tanh'), regularizer: { l1: 0.1, l2: 0.1 } }) - plain).toBeCloseTo(0.1, 2);
    const wide = networkSpec({
      layers: [
        { units: 64, activation: 'gelu' },
        { units: 1, activation: 'sigmoid' },
      ],
    });
    const long = trainingSpec({ batchSize: 1024, steps: 10_000 });
    expect(chooseEngine({ ...large, width: 2, model: wide, training: long }).kind).toBe('tensorflow');
  });

  it('keeps to typed arrays for the SVM', () => {
    expect(chooseEngine({ ...large, model: svmSpec({ l2: 1, maxIter: 30 }) }).kind).toBe('typed');
  });

  it('takes TensorFlow for k-means of many centres and features, where it wins back its loading', () => {
    const of = (
      rows: number,
      width: number,
      nClusters: number,
      maxIter = 300,
    ): ReturnType<typeof chooseEngine> =>
      chooseEngine({
        ...xnor,
        rows,
        width,
        model: {
          kind: 'kmeans',
          nClusters,
          init: 'k-means++',
          nInit: 1,
          maxIter,
          tol: 0,
          initRows: null,
          tolOn: 'inertia',
          batchSize: null,
          reassignmentRatio: 0.01,
          maxNoImprovement: 10,
        },
      });
    expect(of(200, 2, 4).kind).toBe('typed');
    expect(of(25_000, 2, 4).kind).toBe('typed');
    expect(of(1_000_000, 2, 4).kind).toBe('typed');
    // Groups of centres with bounds keep up with the native kernel there.
    expect(of(200_000, 50, 100).kind).toBe('typed');
    const wide = of(50_000, 50, 1000);
    expect(wide.kind).toBe('tensorflow');
    expect(wide.reason).toMatch(
      /^50,000 rows × 1,000 centres a round: about \d+ ms typed, \d+ ms in TensorFlow$/,
    );
    const short = of(50_000, 50, 1000, 1);
    expect(short.kind).toBe('typed');
    expect(short.reason).toMatch(/which takes longer to load$/);
  });

  it('does what was asked, or says that it cannot', () => {
    expect(chooseEngine({ ...large, requested: 'typed' }).kind).toBe('typed');
    expect(chooseEngine({ ...xnor, requested: 'tensorflow' }).kind).toBe('tensorflow');
    expect(() => chooseEngine({ ...xnor, requested: 'tensorflow', tensorflow: missing })).toThrow(
      'TensorFlow is not available here (the native library was not found): choose engine "auto" or "typed".',
    );
  });

  it('falls back where TensorFlow is not there', () => {
    const chosen = chooseEngine({ ...large, tensorflow: missing });
    expect(chosen.kind).toBe('typed');
    expect(chosen.reason).toContain('the native library was not found');
  });

  it('asks for the speeds of this machine only where they may matter', () => {
    expect(dependsOnSpeeds(xnor)).toBe(false);
    expect(dependsOnSpeeds({ ...large, training: trainingSpec({ batchSize: 1024, steps: 10_000 }) })).toBe(
      false,
    );
    expect(dependsOnSpeeds(middle)).toBe(true);
    expect(dependsOnSpeeds({ ...middle, requested: 'typed' })).toBe(false);
    expect(dependsOnSpeeds({ ...middle, tensorflow: missing })).toBe(false);
    expect(dependsOnSpeeds({ ...middle, model: svmSpec({ l2: 1, maxIter: 30 }) })).toBe(false);
    // A short run is over before TensorFlow is loaded, on any machine.
    expect(dependsOnSpeeds({ ...middle, training: trainingSpec({ batchSize: 64, steps: 200 }) })).toBe(false);
  });

  it('takes typed arrays where TensorFlow is hardly quicker, however long it trains', () => {
    const long = { ...middle, training: trainingSpec({ batchSize: 64, steps: 1e7 }) };
    const of = (typedNs: number): EngineQuestion => ({ ...long, speeds: { ...REFERENCE_SPEEDS, typedNs } });
    const times = (reason: string): number[] => reason.match(/[\d.]+(?= (ms|µs))/g)!.map(Number);
    const steps = Array.from({ length: 60 }, (_, i) => chooseEngine(of(0.02 * 1.06 ** i)));
    const last = steps.filter(({ kind }) => kind === 'typed').pop()!;
    expect(last.reason).toMatch(/ in TensorFlow, as measured on this machine, too little apart to count on$/);
    const [typed = 0, native = 0] = times(last.reason);
    expect(typed / native).toBeGreaterThan(1.05);
    expect(typed / native).toBeLessThan(1.2);
  });

  it('goes by the speeds that were measured, and says so', () => {
    const fast = chooseEngine({ ...middle, speeds: { ...REFERENCE_SPEEDS, typedNs: 0.05 } });
    expect(fast.kind).toBe('typed');
    expect(fast.reason).toMatch(/ typed, .+ in TensorFlow, as measured on this machine$/);
    const slow = chooseEngine({ ...middle, speeds: { ...REFERENCE_SPEEDS, typedNs: 0.8 } });
    expect(slow.kind).toBe('tensorflow');
    const dear = { ...REFERENCE_SPEEDS, typedNs: 0.8, callNs: 60_000 };
    expect(chooseEngine({ ...middle, speeds: dear }).kind).toBe('typed');
  });

  it('chooses alike for all speeds where it does not ask for them', () => {
    const questions = [1, 4, 16, 64, 256].flatMap((units) =>
      [4, 32, 256, 2048].flatMap((rows) =>
        [10, 1000, 100_000].map((steps) => ({
          ...xnor,
          model: networkSpec({
            layers: [
              { units, activation: 'relu' },
              { units: 1, activation: 'sigmoid' },
            ],
          }),
          training: trainingSpec({ steps, batchSize: null }),
          rows,
          width: 16,
        })),
      ),
    );
    const clear = questions.filter((question) => !dependsOnSpeeds(question));
    expect(clear.length).toBeGreaterThan(20);
    expect(clear.length).toBeLessThan(questions.length - 5);
    for (const question of clear) {
      const { kind } = chooseEngine(question);
      for (const [typed, native] of [
        [2.4, 1 / 2.4],
        [1 / 2.4, 2.4],
      ] as const) {
        const speeds = {
          typedNs: REFERENCE_SPEEDS.typedNs * typed,
          nativeNs: REFERENCE_SPEEDS.nativeNs * native,
          callNs: REFERENCE_SPEEDS.callNs * native,
        };
        expect(chooseEngine({ ...question, speeds }).kind).toBe(kind);
      }
    }
  });

  it('does not load TensorFlow to save less than that takes', () => {
    const few = { ...large, training: trainingSpec({ batchSize: 1024, steps: 1 }) };
    const chosen = chooseEngine({ ...few, rows: 1024, width: 200 });
    expect(chosen.kind).toBe('typed');
    expect(chosen.reason).toMatch(/in TensorFlow, which takes longer to load$/);
  });
});
