import { fail } from '../../../src-shared/errors';
import type { Attribution } from '../../../src-shared/run/explanation/explanation';
import type { Work } from '../explore/slices';
import type { ExplainedColumn } from './columns';
import type { ExplainedModel } from './explained-model';
import { meanRow } from './shapley/linear';

const FEWEST_POINTS = 96;
const MOST_POINTS = 6144;
/** Of |prediction - base|: from here on more points are not worth it. */
const TOLERANCE = 1e-10;
/** Gauss and Legendre's three points of [-1, 1] and their weights, which sum to 1 here. */
const NODES = [-Math.sqrt(0.6), 0, Math.sqrt(0.6)] as const;
const WEIGHTS = [5 / 18, 8 / 18, 5 / 18] as const;

/**
 * Integrated gradients (Sundararajan et al. 2017) of all outputs, summed by raw column: the integral of the
 * gradient along the straight line from the mean of the background to the row, times the difference. By
 * Gauss and Legendre's rule of three points on equal parts of the line, doubled until the values add up to
 * prediction - base to 1e-10 of it, or there are 6,144 points (a network with kinks).
 * @throws BenchtopError `invalid-data` for a kind without derivatives
 */
export function* integratedGradients(
  model: ExplainedModel,
  columns: readonly ExplainedColumn[],
  row: Float64Array,
  background: Float64Array,
): Work<Attribution> {
  const { createGradients, width, outputs: names, inputs, run } = model;
  if (createGradients === null)
    throw fail('invalid-data', 'Integrated gradients are for networks: take Shapley values here.', {
      field: 'method',
    });
  const gradients = createGradients();
  const start = meanRow(background, width);
  inputs.set(start);
  inputs.set(row, width);
  const ends = run(2);
  const units = names.length;
  const base = ends.slice(0, units);
  const prediction = ends.slice(units, 2 * units);
  const values = new Float64Array(units * columns.length);
  let most = 0;
  for (let unit = 0; unit < units; unit++) {
    const rise = prediction[unit] - base[unit];
    for (let points = FEWEST_POINTS; ; points *= 2) {
      const path = yield* pathGradient(model, gradients, { start, row, points, unit });
      let total = 0;
      columns.forEach(({ from, count }, c) => {
        let sum = 0;
        for (let j = from; j < from + count; j++) sum += path[j] * (row[j] - start[j]);
        values[unit * columns.length + c] = sum;
        total += sum;
      });
      most = Math.max(most, points);
      if (points >= MOST_POINTS || Math.abs(total - rise) <= TOLERANCE * Math.abs(rise)) break;
    }
  }
  const backgroundRows = background.length / width;
  return { method: 'gradients', base, prediction, values, errors: null, draws: most, backgroundRows };
}

interface Path {
  readonly start: Float64Array;
  readonly row: Float64Array;
  readonly points: number;
  readonly unit: number;
}

/** The mean gradient along the line, at three points of each of its equal parts. */
function* pathGradient(
  { capacity, width, inputs }: ExplainedModel,
  gradients: ReturnType<NonNullable<ExplainedModel['createGradients']>>,
  { start, row, points, unit }: Path,
): Work<Float64Array> {
  const mean = new Float64Array(width);
  const found = new Float64Array(Math.min(capacity, points) * width);
  for (let from = 0; from < points; from += capacity) {
    const count = Math.min(capacity, points - from);
    for (let i = 0; i < count; i++) {
      const node = (from + i) % 3;
      const share = (3 * Math.floor((from + i) / 3) + 1.5 * (1 + NODES[node])) / points;
      for (let j = 0; j < width; j++) inputs[i * width + j] = start[j] + share * (row[j] - start[j]);
    }
    gradients(inputs, count, unit, found);
    for (let i = 0; i < count; i++) {
      const weight = (3 * WEIGHTS[(from + i) % 3]) / points;
      for (let j = 0; j < width; j++) mean[j] = mean[j] + weight * found[i * width + j];
    }
    yield;
  }
  return mean;
}
