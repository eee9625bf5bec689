import type { RowBlock } from '../../contract/row-stream';
import { square } from '../../../../src-shared/portable-math/square';
import { decideClass, decisionAt, findSide, SUPPORT_TOLERANCE } from '../decisions';
import type { SvmWeights } from '../problem';

/** What an SVM's rows add up to, block by block. */
export class SvmScores {
  /** Sum over rows and classifiers of weight x max(0, 1 - y f(x)), and of the losses that are made small, by cost. */
  hinge = 0;
  losses = 0;
  right = 0;
  weight = 0;
  supports = 0;
  readonly #weights: readonly SvmWeights[];
  readonly #classes: number;
  readonly #isSquared: boolean;
  readonly #byClass: readonly number[] | null;
  readonly #decisions: Float64Array;

  /** @param byClass weight of each class; null: all 1 */
  constructor(
    weights: readonly SvmWeights[],
    classes: number,
    loss: 'hinge' | 'squaredHinge',
    byClass: readonly number[] | null,
  ) {
    this.#weights = weights;
    this.#classes = classes;
    this.#isSquared = loss === 'squaredHinge';
    this.#byClass = byClass;
    this.#decisions = new Float64Array(weights.length);
  }

  /** Takes rows from one place up to another. */
  add(
    { features, target, weights }: Pick<RowBlock, 'features' | 'target' | 'weights'>,
    from: number,
    to: number,
  ): void {
    if (target === null) return;
    const count = this.#weights.length;
    for (let row = from; row < to; row++) {
      const weight = weights === null ? 1 : weights[row];
      let isSupport = false;
      for (let k = 0; k < count; k++) {
        const decision = decisionAt(this.#weights[k], features, row);
        this.#decisions[k] = decision;
        const margin = findSide(target[row], k, this.#classes) * decision;
        const loss = Math.max(0, 1 - margin);
        this.hinge += (weight * loss) / count;
        const isOfClass = this.#byClass !== null && (this.#classes === 2 || target[row] === k);
        const cost = weight * (isOfClass ? (this.#byClass?.[target[row]] ?? 1) : 1);
        this.losses += cost * (this.#isSquared ? square(loss) : loss);
        isSupport ||= margin <= 1 + SUPPORT_TOLERANCE;
      }
      if (isSupport) this.supports++;
      if (decideClass(this.#decisions) === target[row]) this.right += weight;
      this.weight += weight;
    }
  }
}
