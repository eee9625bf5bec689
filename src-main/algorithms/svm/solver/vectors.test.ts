import { describe, expect, it } from 'vitest';
import { svmSchema } from '../../../../src-shared/experiment/schema';
import { present } from '../../../../src-shared/present';
import { dotFrom } from '../../numeric/scaling';
import { Rng } from '../../numeric/rng';
import { BLOCK } from './pass';
import { typedSvmKernel } from './solver';
import type { RowVectors, SvmKernel, SvmProblem, SvmWeights } from '../problem';
import { featuresFor } from './store';
import { rowVectors } from './vectors';

/** Two clouds that overlap, with rows that count more, less and not at all, and more rows than are trained on. */
function makeProblem(
  width: number,
  costs: boolean,
  values = 220_000,
): SvmProblem & { readonly made: RowVectors } {
  const rng = new Rng(width);
  const rows = Math.ceil(values / width);
  const trainRows = rows - 9;
  const shape = { rows, width, trainRows, classifiers: 2 };
  // Every second one works where the features lie.
  const features = width % 2 === 0 ? new Float64Array(rows * width) : featuresFor(shape);
  for (let i = 0; i < features.length; i++) features[i] = rng.normal();
  const sides = Int8Array.from({ length: trainRows }, (_, row) => {
    const side = rng.uniform() < 0.5 ? -1 : 1;
    features[row * width] += side;
    return side;
  });
  const made = present(rowVectors(features, shape));
  return {
    ...{ width, features, sides, made, hasIntercept: true },
    rows: trainRows,
    costs: costs ? Float64Array.from(sides, () => Math.floor(3 * rng.uniform())) : null,
    vectors: () => made,
  };
}

function trained(kernel: SvmKernel, weights: SvmWeights, passes: number): boolean[] {
  return Array.from({ length: passes }, () => kernel.pass(weights));
}

describe('rows in WebAssembly', () => {
  it.each([
    [8, 'hinge', false],
    [9, 'squaredHinge', true],
    [15, 'hinge', true],
    [16, 'hinge', false],
    [23, 'squaredHinge', false],
    [38, 'hinge', true],
    [100, 'hinge', false],
    // In blocks.
    [99, 'hinge', false, 4_300_000],
  ] as const)(
    'of %d features are passed over as plain loops do it, to the bit: %s',
    (width, loss, costs, values?) => {
      const problem = makeProblem(width, costs, values);
      const plain: SvmProblem = { ...problem, vectors: () => null };
      const model = svmSchema.parse({ kind: 'svm', C: 0.1, tol: 1e-6, loss });
      const start = (): { weights: SvmWeights; rng: Rng } => ({
        weights: { coef: new Float64Array(width), intercept: 0 },
        rng: new Rng(3),
      });
      const [own, other] = [start(), start()];
      const kernel = typedSvmKernel(model, problem, { rng: own.rng });
      const slow = typedSvmKernel(model, plain, { rng: other.rng });
      expect(trained(kernel, own.weights, 7)).toEqual(trained(slow, other.weights, 7));
      expect(own.weights).toEqual(other.weights);
      expect(own.weights.intercept).not.toBe(0);
      const state = kernel.state();
      expect(state).toEqual(slow.state());
      // Rows were left out, else that part was not seen.
      expect(present(state.shrink).active).toContain(0);

      // Each goes on from where the other one stands.
      const resumed = typedSvmKernel(model, problem, { state: slow.state() });
      const resumedPlain = typedSvmKernel(model, plain, { state });
      expect(trained(resumed, own.weights, 3)).toEqual(trained(resumedPlain, other.weights, 3));
      expect(own.weights).toEqual(other.weights);
      expect(resumed.dualSum()).toBe(resumedPlain.dualSum());
    },
  );

  it('decides on any rows, trained on or not', () => {
    const { features, width, made, sides } = makeProblem(21, false);
    const weights = { coef: Float64Array.from({ length: width }, (_, j) => 0.3 * j - 2), intercept: -0.7 };
    const from = sides.length + 9 - BLOCK;
    const decisions = made.decideFrom(from, BLOCK, weights);
    for (let i = 0; i < BLOCK; i++) {
      expect(decisions[i]).toBe(dotFrom(weights.intercept, weights.coef, features, (from + i) * width));
    }
  });

  it('are not had for few features, few values, or more than a memory holds', () => {
    const makeVectors = (rows: number, width: number, classifiers: number): RowVectors | null =>
      rowVectors(new Float64Array(rows * width), { rows, width, trainRows: rows, classifiers });
    expect(makeVectors(200_000, 2, 1)).toBeNull();
    expect(makeVectors(100, 20, 1)).toBeNull();
    expect(makeVectors(20_000, 20, 10_000)).toBeNull();
  });

  it('are worked on where they lie, by one at a time, whatever the one before left behind', () => {
    const shape = { rows: 30_000, width: 10, trainRows: 30_000, classifiers: 1 };
    const features = featuresFor(shape);
    const rng = new Rng(5);
    for (let i = 0; i < features.length; i++) features[i] = rng.normal();
    const sides = Int8Array.from({ length: shape.rows }, (_, row) => (features[10 * row] > 0.3 ? 1 : -1));
    const model = svmSchema.parse({ kind: 'svm', C: 1, tol: 1e-6 });
    const train = (made: RowVectors | null): { weights: SvmWeights; order: Int32Array } => {
      const weights = { coef: new Float64Array(10), intercept: 0 };
      const problem = { ...shape, features, sides, costs: null, hasIntercept: true, vectors: () => made };
      const kernel = typedSvmKernel(model, problem, { rng: new Rng(3) });
      trained(kernel, weights, 5);
      return { weights, order: present(kernel.state().shrink).active };
    };
    const first = present(rowVectors(features, shape));
    const second = present(rowVectors(features, shape));
    const of = (made: RowVectors): ArrayBufferLike => made.decideFrom(0, 1, train(null).weights).buffer;
    const one = train(first);
    expect(train(second)).toEqual(one);
    expect(train(null)).toEqual(one);
    expect(of(first)).toBe(features.buffer);
    expect(of(second)).not.toBe(features.buffer);

    first.dispose();
    const third = present(rowVectors(features, shape));
    expect(of(third)).toBe(features.buffer);
    expect(train(third)).toEqual(one);
    // More classifiers than there is room for.
    third.dispose();
    expect(of(present(rowVectors(features, { ...shape, classifiers: 3 })))).not.toBe(features.buffer);
  });
});
