import type { NetworkSpec } from '../../../src-shared/experiment/schema';
import type { Measuring } from '../../../src-shared/training/measuring';
import type { TrainingData } from '../contract/trainer';
import type { LayerWeights } from './layers/initializers';
import { computePenalty, NetworkMetrics } from './metrics';
import { drawSample } from './sample';

/** Takes the outputs of `rows` rows from `from` on, [rows][units]; they come in ascending order. */
export type TakeOutputs = (outputs: Float64Array, from: number, rows: number) => void;

/** What a kernel set does for measuring. */
export interface MeasuredKernels {
  /**
   * Gives the outputs of every row, in ascending order and in parts.
   * @param of all rows, or those of the sample that the kernels were made with
   * @param layers weights to take in place of the kernels' own
   */
  evaluate(take: TakeOutputs, of?: 'all' | 'sample', layers?: readonly LayerWeights[]): void;
  /** The kernels alone. */
  weights(): readonly Float64Array[];
}

/** The rows that a network is measured on: all of them, and a sample where one look at all costs too much. */
export class Measurements {
  /** Names of the metrics in the order of metrics.csv. */
  readonly names: readonly string[];
  /** The sample's rows; null: each step is measured on all rows. */
  readonly sample: TrainingData | null;
  /** Of all rows that were given. */
  readonly ofAll: NetworkMetrics;
  readonly #model: NetworkSpec;
  readonly #ofSample: NetworkMetrics | null;
  readonly #fullEvery: number | null;

  /** @param data with the target as the network learns it */
  constructor(
    model: NetworkSpec,
    data: TrainingData,
    { sample, fullEvery }: Pick<Measuring, 'sample' | 'fullEvery'>,
    seed: number,
  ) {
    this.#model = model;
    this.#fullEvery = fullEvery;
    this.ofAll = new NetworkMetrics(model, data);
    this.sample = sample === null ? null : drawSample(data, sample, seed);
    this.#ofSample = this.sample === null ? null : new NetworkMetrics(model, this.sample, this.ofAll);
    this.names = this.ofAll.names;
  }

  /** Whether a step is measured on all rows besides those that are logged anyway. */
  isFull(step: number): boolean {
    return this.sample !== null && this.#fullEvery !== null && step % this.#fullEvery === 0;
  }

  /** Metrics of all rows. @param layers of another model than the one in training */
  all(kernels: MeasuredKernels, layers?: readonly LayerWeights[]): Record<string, number> {
    return this.#measure(this.ofAll, 'all', kernels, layers);
  }

  /** Metrics that steps are told apart by: of the sample, of all rows where there is none. */
  usual(kernels: MeasuredKernels): Record<string, number> {
    return this.#ofSample === null ? this.all(kernels) : this.#measure(this.#ofSample, 'sample', kernels);
  }

  #measure(
    metrics: NetworkMetrics,
    of: 'all' | 'sample',
    kernels: MeasuredKernels,
    layers?: readonly LayerWeights[],
  ): Record<string, number> {
    metrics.begin();
    kernels.evaluate(
      (outputs, from, rows) => {
        metrics.add(outputs, from, rows);
      },
      of,
      layers,
    );
    const { regularizer } = this.#model;
    const isPenalised = regularizer.l1 > 0 || regularizer.l2 > 0;
    const weights = (): readonly Float64Array[] => layers?.map(({ kernel }) => kernel) ?? kernels.weights();
    return metrics.values(isPenalised ? computePenalty(regularizer, weights()) : 0);
  }
}
