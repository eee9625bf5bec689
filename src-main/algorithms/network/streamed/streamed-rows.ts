import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import type { RowBlock } from '../../contract/row-stream';
import type { StepReport, TrainingData } from '../../contract/trainer';
import type { StreamedTrainerOptions } from '../../contract/training-rules';
import { blockRows, EVALUATION, lookedAtRows, StreamedBatches } from '../../streamed/batches';
import { sumWeights } from '../../numeric/weights';
import type { LayerWeights } from '../layers/initializers';
import type { MeasuredKernels } from '../measurements';
import { computePenalty, NetworkMetrics } from '../metrics';
import { lossFactor } from '../target-scaling';
import type { BatchOrder } from '../training/batches';

/** Rows of a batch where the experiment takes all at once. */
const STREAMED_BATCH = 1024;

/** Sums over one part's rows, as metrics are made of them. */
interface PartSums {
  weight: number;
  loss: number;
  accuracy: number;
  mae: number;
  squared: number;
}

/**
 * The rows of a network that come in blocks. Its kernels work on `data`, where one block lies after the
 * other, and are told so by the order of the batches.
 */
export class StreamedRows implements BatchOrder {
  readonly isFull = false;
  readonly size: number;
  /** A block's rows, with the target as the network learns it; overwritten by the next block. */
  readonly data: TrainingData;
  readonly #options: StreamedTrainerOptions;
  readonly #batches: StreamedBatches;

  constructor(options: StreamedTrainerOptions, step: number) {
    const { stream, seed, training } = options;
    const { width, target, weights } = options.data;
    this.#options = options;
    this.size = Math.min(training.batchSize ?? STREAMED_BATCH, stream.training.rows);
    const rows = Math.max(lookedAtRows(width), blockRows(this.size, width));
    this.#batches = new StreamedBatches(stream, { size: this.size, width, seed, step });
    this.data = {
      ...options.data,
      rows,
      trainRows: rows,
      features: new Float64Array(rows * width),
      target: target === null ? null : new Float64Array(rows),
      weights: weights === null ? null : new Float64Array(rows),
    };
  }

  /** Places of the next batch in {@link data}; null where {@link load} is to come first. */
  next(): Int32Array | null {
    return this.#batches.take()?.rows ?? null;
  }

  async load(): Promise<void> {
    this.#put(await this.#batches.load());
  }

  /** What tells where to go on is the number of the step alone. */
  state(): { readonly rng: readonly number[]; readonly position: number } {
    return { rng: [], position: 0 };
  }

  close(): void {
    this.#batches.close();
  }

  /**
   * Measures all rows, part by part.
   * @param layers of another model than the kernels' own
   * @returns metrics as {@link NetworkMetrics} names them
   */
  async *measure(
    model: NetworkSpec,
    kernels: MeasuredKernels,
    ofSample: NetworkMetrics,
    step: number,
    layers?: readonly LayerWeights[],
  ): AsyncGenerator<StepReport, Record<string, number>, void> {
    const { stream, data } = this.#options;
    const parts = { training: noSums(), validation: noSums() };
    const all = stream.training.rows + stream.validation.rows;
    let seen = 0;
    for await (const block of stream.read('both', { rows: lookedAtRows(this.data.width) })) {
      this.#put(block);
      addBlock(parts[block.part], this.#metrics(model, kernels, ofSample, block, layers));
      seen += block.rows;
      yield { step, metrics: null, history: null, stage: { label: EVALUATION, share: seen / all } };
    }
    const { l1, l2 } = model.regularizer;
    const kernelsOf = layers?.map(({ kernel }) => kernel) ?? kernels.weights();
    const penalty =
      l1 === 0 && l2 === 0
        ? 0
        : computePenalty(model.regularizer, kernelsOf) * lossFactor(model.loss, data.targetScaler);
    return {
      ...named(parts.training, ofSample, penalty, stream.training.target?.squares ?? 0, (name) => name),
      ...(stream.validation.rows === 0
        ? {}
        : named(
            parts.validation,
            ofSample,
            penalty,
            stream.validation.target?.squares ?? 0,
            (name) => `val${name[0].toUpperCase()}${name.slice(1)}`,
          )),
    };
  }

  #metrics(
    model: NetworkSpec,
    kernels: MeasuredKernels,
    ofSample: NetworkMetrics,
    { rows }: RowBlock,
    layers?: readonly LayerWeights[],
  ): PartSums {
    const metrics = new NetworkMetrics(model, { ...this.data, rows, trainRows: rows }, ofSample);
    metrics.begin();
    kernels.evaluate(
      (outputs, from, count) => {
        if (from < rows) metrics.add(outputs, from, Math.min(count, rows - from));
      },
      'all',
      layers,
    );
    const weight = sumWeights(this.data.weights, 0, rows);
    const { loss, accuracy = 0, mae = 0, rmse = 0 } = weight > 0 ? metrics.values(0) : { loss: 0 };
    return {
      weight,
      loss: (loss ?? 0) * weight,
      accuracy: accuracy * weight,
      mae: mae * weight,
      squared: rmse * rmse * weight,
    };
  }

  /** Copies a block to where the kernels work. */
  #put(block: RowBlock): void {
    const { width, features, target, weights } = this.data;
    features.set(block.features.subarray(0, block.rows * width));
    if (weights !== null && block.weights !== null) weights.set(block.weights.subarray(0, block.rows));
    if (target === null || block.target === null) return;
    const { targetScaler } = this.#options.data;
    for (let row = 0; row < block.rows; row++)
      target[row] =
        targetScaler === undefined
          ? block.target[row]
          : (block.target[row] - targetScaler.offset) / targetScaler.scale;
  }
}

function noSums(): PartSums {
  return { weight: 0, loss: 0, accuracy: 0, mae: 0, squared: 0 };
}

function addBlock(sums: PartSums, block: PartSums): void {
  sums.weight += block.weight;
  sums.loss += block.loss;
  sums.accuracy += block.accuracy;
  sums.mae += block.mae;
  sums.squared += block.squared;
}

function named(
  { weight, loss, accuracy, mae, squared }: PartSums,
  { names }: NetworkMetrics,
  penalty: number,
  spread: number,
  name: (plain: string) => string,
): Record<string, number> {
  const first = { [name('loss')]: loss / weight + penalty };
  if (names.includes('accuracy')) return { ...first, [name('accuracy')]: accuracy / weight };
  return {
    ...first,
    [name('mae')]: mae / weight,
    [name('rmse')]: Math.sqrt(squared / weight),
    [name('r2')]: spread > 0 ? 1 - squared / spread : squared === 0 ? 1 : 0,
  };
}
