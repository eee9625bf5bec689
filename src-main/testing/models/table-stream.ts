import type { RowBlock, RowStream, StreamedPart, StreamPart } from '../../algorithms/contract/row-stream';
import type { TrainingData } from '../../algorithms/contract/trainer';
import { Rng } from '../../algorithms/numeric/rng';

/**
 * Points about three centres, with a class that a plane tells from the others but for noise.
 * @param validationRows the last rows
 */
export function clusteredTable(rows: number, width: number, validationRows: number): TrainingData {
  const rng = Rng.derive(11, 'table');
  const features = new Float64Array(rows * width);
  const target = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const cluster = rng.integer(3);
    let sum = 0;
    for (let j = 0; j < width; j++) {
      const value = (j === cluster ? 2 : -0.5) + 0.6 * rng.normal();
      features[row * width + j] = value;
      sum += value;
    }
    target[row] = sum + 0.3 * rng.normal() > 0.8 ? 1 : 0;
  }
  return {
    rows,
    trainRows: rows - validationRows,
    width,
    features,
    target,
    weights: null,
    classes: [0, 1],
    featureNames: Array.from({ length: width }, (_, j) => `x${j}`),
    scaler: {
      kind: 'none',
      offset: new Array<number>(width).fill(0),
      scale: new Array<number>(width).fill(1),
    },
  };
}

/** A table that is held, handed out in blocks: what a trainer of streamed rows is tried on. */
export class TableStream implements RowStream {
  readonly training: StreamedPart;
  readonly validation: StreamedPart;
  readonly #data: TrainingData;

  constructor(data: TrainingData) {
    const { rows, trainRows } = data;
    this.#data = data;
    this.training = partOf(data, 0, trainRows);
    this.validation = partOf(data, trainRows, rows);
  }

  async *read(
    part: StreamPart,
    { rows, from = 0 }: { readonly rows: number; readonly from?: number },
  ): AsyncGenerator<RowBlock, void, void> {
    const { width, features, target, trainRows } = this.#data;
    const spans = [
      ['training', 0, trainRows],
      ['validation', trainRows, this.#data.rows],
    ] as const;
    for (const [name, first, end] of spans) {
      if (part !== 'both' && part !== name) continue;
      for (let at = first + from * rows; at < end; at += rows) {
        const to = Math.min(end, at + rows);
        await Promise.resolve();
        yield {
          part: name,
          rows: to - at,
          features: features.slice(at * width, to * width),
          target: target?.slice(at, to) ?? null,
          weights: null,
        };
      }
    }
  }
}

function partOf({ target }: TrainingData, from: number, to: number): StreamedPart {
  const ones = (target ?? new Float64Array(0)).subarray(from, to).filter((value) => value === 1).length;
  return { rows: to - from, weight: to - from, classWeights: [to - from - ones, ones], target: null };
}
