// What a trainer of ours is given, and its run from the first step to the last.

/**
 * A run's typed arrays, unscaled and without weights.
 * @param {{ features: Float64Array | Float32Array, rows: number, width: number, trainRows?: number,
 *   target?: Float64Array | null, classes?: number[] }} given features row by row, training rows first
 */
export function toTrainingData({ features, rows, width, trainRows = rows, target = null, classes = [] }) {
  return {
    rows,
    trainRows,
    width,
    features,
    target,
    weights: null,
    classes,
    featureNames: Array.from({ length: width }, (_, j) => `x${j + 1}`),
    scaler: { kind: 'none', offset: new Array(width).fill(0), scale: new Array(width).fill(1) },
  };
}

/** Trains without anyone who looks on; gives the last metrics that it logged. */
export async function trainToEnd(trainer) {
  let last = null;
  for await (const { metrics } of trainer.train({ due: () => false })) last = metrics ?? last;
  return last;
}
