import { describe, expect, it } from 'vitest';
import { LOSSES, type LossName } from '../../../src-shared/experiment/schema';
import { chooseLoss } from './losses';
import { computePenalty } from './metrics';

/**
 * The losses by values from elsewhere: gradients are held to differences of these losses, so that a
 * wrong loss with its own gradient would pass there.
 */

function meanLoss(
  loss: LossName,
  outputs: readonly number[],
  targets: readonly number[],
  { huberDelta = 1, units = 1 }: { huberDelta?: number; units?: number } = {},
): number {
  const sum = chooseLoss({ loss, huberDelta }).add(
    0,
    Float64Array.from(outputs),
    Float64Array.from(targets),
    targets.length,
    null,
    units,
  );
  return sum / targets.length;
}

const LN2 = 0.6931471805599453;
const LN3 = 1.0986122886681098;

describe('losses have the values', () => {
  // keras.losses: the example of each class, y_true [[0, 1], [0, 0]] and its y_pred.
  it.each([
    ['meanSquaredError', [1, 1, 1, 0], 0.5, 15],
    ['meanAbsoluteError', [1, 1, 1, 0], 0.5, 15],
    ['huber', [0.6, 0.4, 0.4, 0.6], 0.155, 15],
    ['binaryCrossentropy', [0.6, 0.4, 0.4, 0.6], 0.815, 3],
    ['hinge', [0.6, 0.4, 0.4, 0.6], 1.3, 15],
  ] as const)('of the documentation of Keras: %s', (loss, outputs, expected, digits) => {
    expect(meanLoss(loss, outputs, [0, 1, 0, 0])).toBeCloseTo(expected, digits);
  });

  it('of the documentation of Keras: categoricalCrossentropy', () => {
    const outputs = [0.05, 0.95, 0, 0.1, 0.8, 0.1];
    expect(meanLoss('categoricalCrossentropy', outputs, [1, 2], { units: 3 })).toBeCloseTo(1.177, 3);
  });

  it('of the documentation of scikit-learn: log_loss and hinge_loss', () => {
    expect(meanLoss('binaryCrossentropy', [0.9, 0.1, 0.2, 0.65], [1, 0, 0, 1])).toBeCloseTo(0.21616, 5);
    expect(meanLoss('hinge', [-2.18, 2.36, 0.09], [0, 1, 1])).toBeCloseTo(0.3, 2);
  });

  it('by hand, where logarithms and squares are known', () => {
    expect(meanLoss('binaryCrossentropy', [0.5, 0.25, 0.75], [1, 1, 0])).toBeCloseTo(
      (LN2 + 2 * LN2 + 2 * LN2) / 3,
      14,
    );
    const third = 1 / 3;
    expect(
      meanLoss('categoricalCrossentropy', [third, third, third, 0.25, 0.5, 0.25], [0, 1], { units: 3 }),
    ).toBeCloseTo((LN3 + LN2) / 2, 14);
    // Errors of 0.5, within delta, and of 2 and -3, beyond it: 0.125, 2 - 0.5 and 3 - 0.5.
    expect(meanLoss('huber', [0.5, 2, -3], [0, 0, 0])).toBeCloseTo((0.125 + 1.5 + 2.5) / 3, 15);
    // With a delta of 2: 0.125, 2 and 2 (3 - 1).
    expect(meanLoss('huber', [0.5, 2, -3], [0, 0, 0], { huberDelta: 2 })).toBeCloseTo(
      (0.125 + 2 + 4) / 3,
      15,
    );
    expect(meanLoss('meanSquaredError', [3, -1, 2], [1, 1, 2.5])).toBeCloseTo((4 + 4 + 0.25) / 3, 15);
    expect(meanLoss('meanAbsoluteError', [3, -1, 2], [1, 1, 2.5])).toBeCloseTo((2 + 2 + 0.5) / 3, 15);
    // On the right side by 2 and by 0.25, on the wrong one by 1.
    expect(meanLoss('hinge', [2, 0.25, 1], [1, 1, 0])).toBeCloseTo((0 + 0.75 + 2) / 3, 15);
  });

  it('of a probability that is certain and wrong: minus the logarithm of 1e-7', () => {
    expect(meanLoss('binaryCrossentropy', [0], [1])).toBeCloseTo(16.11809565095832, 12);
    expect(meanLoss('categoricalCrossentropy', [1, 0], [1], { units: 2 })).toBeCloseTo(16.11809565095832, 12);
  });

  it('by the rows’ weights, on top of what there was', () => {
    for (const loss of LOSSES) {
      const units = loss === 'categoricalCrossentropy' ? 2 : 1;
      const outputs = Float64Array.from(units === 2 ? [0.25, 0.75, 0.5, 0.5] : [0.25, 0.5]);
      const add = (weights: number[]): number =>
        chooseLoss({ loss, huberDelta: 1 }).add(
          10,
          outputs,
          Float64Array.of(0, 1),
          2,
          Float64Array.from(weights),
          units,
        );
      const [first, second] = [add([1, 0]) - 10, add([0, 1]) - 10];
      expect(first).not.toBeCloseTo(second, 3);
      expect([loss, add([2, 0.5])]).toEqual([loss, expect.closeTo(10 + 2 * first + 0.5 * second, 12)]);
    }
  });
});

describe('penalties have the values', () => {
  const kernels = [Float64Array.of(1, -2), Float64Array.of(3)];

  it.each([
    [0.01, 0, 0.06],
    [0, 0.1, 1.4],
    [0.01, 0.1, 1.46],
    [0, 0, 0],
  ])('of Keras’ L1L2, l1 = %f and l2 = %f: the sums of |w| and of w²', (l1, l2, expected) => {
    expect(computePenalty({ l1, l2 }, kernels)).toBeCloseTo(expected, 15);
  });
});
