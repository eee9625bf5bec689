import type { Work } from '../../explore/slices';
import type { ExplainedColumn } from '../columns';
import type { ExplainedModel } from '../explained-model';

/** One row against a background, as a game whose players are the raw columns. */
export interface ColumnGame {
  readonly model: ExplainedModel;
  readonly columns: readonly ExplainedColumn[];
  /** [width], scaled. */
  readonly row: Float64Array;
  /** [rows][width], scaled. */
  readonly background: Float64Array;
}

/** The outputs of a row itself. */
export function rowOutputs({ model, row }: Pick<ColumnGame, 'model' | 'row'>): Float64Array {
  model.inputs.set(row);
  return model.run(1).slice(0, model.outputs.length);
}

/**
 * Values of coalitions, [coalitions][outputs]: what the model says on average over the background when the
 * columns of a coalition are the row's (the interventional value function of Janzing et al. 2020).
 * @param coalitions how many there are
 * @param has whether column `c` is in coalition `i`
 */
export function* coalitionValues(
  { model, columns, row, background }: ColumnGame,
  coalitions: number,
  has: (i: number, c: number) => boolean,
): Work<Float64Array> {
  const { inputs, capacity, width, run, outputs: names } = model;
  const units = names.length;
  const rows = background.length / width;
  const values = new Float64Array(coalitions * units);
  const places = new Int32Array(capacity);
  let filled = 0;
  const ask = (): void => {
    const outputs = run(filled);
    for (let i = 0; i < filled; i++) {
      const at = places[i] * units;
      for (let u = 0; u < units; u++) values[at + u] = values[at + u] + outputs[i * units + u] / rows;
    }
    filled = 0;
  };
  const own = new Uint8Array(width);
  for (let i = 0; i < coalitions; i++) {
    columns.forEach(({ from, count }, c) => own.fill(Number(has(i, c)), from, from + count));
    for (let b = 0; b < rows; b++) {
      const to = filled * width;
      const source = b * width;
      for (let j = 0; j < width; j++) inputs[to + j] = own[j] === 1 ? row[j] : background[source + j];
      places[filled++] = i;
      if (filled < capacity) continue;
      ask();
      yield;
    }
  }
  if (filled > 0) ask();
  yield;
  return values;
}
