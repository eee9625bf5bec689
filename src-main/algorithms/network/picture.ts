import { fail } from '../../../src-shared/errors';
import { networkTask, type NetworkSpec } from '../../../src-shared/experiment/schema';
import type { Surface } from '../../../src-shared/models/contract/surface';
import type {
  ClassRegions,
  Curve,
  NetworkFrame,
  NetworkLayerFrame,
  UnitSurfaces,
} from '../../../src-shared/models/network/frame';
import type { ModelContext } from '../contract/model-context';
import type { ModelState } from '../contract/state';
import type { PictureOptions } from '../contract/trainer';
import { findLargest } from '../numeric/largest';
import { scaledRows } from '../numeric/scaling';
import { outputReader } from './answers';
import { NetworkMath } from './layers/passes';
import { readLayers } from './state/state';

/** Weights above this count are not sent to be drawn. */
const DRAWN_WEIGHTS = 4096;
const DRAWN_GRID = 100;

/** Around the data, so that no point lies on the picture's edge. */
const REGION_MARGIN = 0.04;
const DRAWN_CURVE = 256;

/** Points a side of a hidden unit's picture, and how many of them are drawn. */
const UNIT_GRID = 24;
const DRAWN_UNITS = 12;
const DRAWN_LAYERS = 8;

/** Multiply-adds of one drawn surface, some 30 ms: a live picture is asked for ten times a second. */
const DRAWN_COST = 30e6;

/** An activation costs about as much as this many multiply-adds. */
const ACTIVATION_COST = 8;

/**
 * A network drawn over the plane, where it has two features: its one output, or the regions of its
 * classes. That is 100 x 100 points, fewer (8 x 8 at least) where the network is so large that
 * drawing it would hold up the training. One output over a single feature is a curve.
 */
export function networkFrame(
  context: ModelContext<'network'>,
  { units = false }: PictureOptions = {},
): NetworkFrame {
  const { model, state, featureNames } = context;
  const isPlane = featureNames.length === 2;
  const isOfClasses = networkTask(model).kind === 'classes';
  return {
    kind: 'network',
    step: state.step,
    layers: networkLayers(model, state),
    surface: drawsOver(context, model, 2) ? outputSurface(context, drawnGrid(model)) : null,
    regions: isPlane && isOfClasses ? drawRegions(context, drawnGrid(model)) : null,
    curve: drawsOver(context, model, 1) ? drawCurve(context) : null,
    units: units && isPlane && model.layers.length > 1 ? computeUnitSurfaces(context) : null,
  };
}

/**
 * The output of a network of two features and one output over their raw ranges, grid x grid.
 * @throws BenchtopError `invalid-data` for another kind or shape
 */
export function computeSurface(context: ModelContext, grid: number): Surface {
  const { model } = context;
  if (model.kind !== 'network' || !drawsOver(context, model, 2)) {
    throw fail(
      'invalid-data',
      'A surface needs a network of two features and one output; this run has another model.',
    );
  }
  return outputSurface({ ...context, model }, grid);
}

/** The one output over the raw ranges of two features, grid x grid. */
function outputSurface(context: ModelContext<'network'>, grid: number): Surface {
  const { x1, x2, points } = makeGrid(context, grid);
  const readOutputs = outputReader(context, scaledRows(points, context.scaler, 2));
  return { x1, x2, values: Float32Array.from({ length: grid * grid }, (_, at) => readOutputs(at)[0]) };
}

function drawRegions(context: ModelContext<'network'>, grid: number): ClassRegions {
  const { x1, x2, points } = makeGrid(context, grid, REGION_MARGIN);
  const readOutputs = outputReader(context, scaledRows(points, context.scaler, 2));
  const labels = new Uint16Array(grid * grid);
  const probabilities = new Float32Array(grid * grid);
  for (let at = 0; at < labels.length; at++) {
    const outputs = readOutputs(at);
    const label = findLargest(outputs, 0, outputs.length);
    labels[at] = label;
    probabilities[at] = outputs[label];
  }
  return { x1, x2, labels, probabilities };
}

/** The first units of each hidden layer, from one pass over a small grid. */
function computeUnitSurfaces(context: ModelContext<'network'>): UnitSurfaces {
  const { model } = context;
  const grid = Math.min(UNIT_GRID, drawnGrid(model));
  const { x1, x2, points } = makeGrid(context, grid);
  const rows = grid * grid;
  const activations = model.layers.map(({ activation }) => activation);
  const math = new NetworkMath(readLayers(model, context.state), activations, rows);
  math.forward(scaledRows(points, context.scaler, 2), 0, rows);
  const hidden = model.layers.slice(0, -1).slice(0, DRAWN_LAYERS);
  const layers = hidden.map(({ units, activation }, l) => {
    const outputs = math.readOutput(l);
    const shown = Math.min(units, DRAWN_UNITS);
    const values = new Float32Array(shown * rows);
    for (let u = 0; u < shown; u++) {
      for (let row = 0; row < rows; row++) values[u * rows + row] = outputs[row * units + u];
    }
    return { units, activation, values };
  });
  return { x1, x2, layers };
}

/**
 * Raw points over the ranges of two features: x1 runs along the rows of the grid.
 * @param margin to add on every side, as a share of the range
 */
function makeGrid(
  { featureRanges }: ModelContext,
  grid: number,
  margin = 0,
): { x1: Float64Array; x2: Float64Array; points: Float64Array } {
  const [x1, x2] = featureRanges.map(([min, max]) => {
    const low = min - margin * (max - min);
    const high = max + margin * (max - min);
    return Float64Array.from({ length: grid }, (_, i) => low + ((high - low) * i) / (grid - 1));
  });
  if (x1 === undefined || x2 === undefined) throw new Error('A plane has two axes');
  const points = new Float64Array(2 * grid * grid);
  for (let i = 0; i < grid; i++) {
    for (let j = 0; j < grid; j++) {
      points[2 * (i * grid + j)] = x1[j];
      points[2 * (i * grid + j) + 1] = x2[i];
    }
  }
  return { x1, x2, points };
}

/** The output over the range of the one feature: 256 points, fewer (16 at least) where each costs much. */
function drawCurve(context: ModelContext<'network'>): Curve {
  const [low, high] = context.featureRanges[0] ?? [0, 1];
  const count = Math.max(16, Math.min(DRAWN_CURVE, drawnRows(context.model, 1)));
  const x = Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  const readOutputs = outputReader(context, scaledRows(x, context.scaler, 1));
  return { x, values: Float32Array.from(x, (_, at) => readOutputs(at)[0]) };
}

/** True where a network's picture is one output over that many features. */
function drawsOver({ featureNames }: ModelContext, model: NetworkSpec, features: number): boolean {
  return featureNames.length === features && model.layers[model.layers.length - 1]?.units === 1;
}

/** Points a side of a drawn surface. */
function drawnGrid(model: NetworkSpec): number {
  return Math.max(8, Math.min(DRAWN_GRID, Math.floor(Math.sqrt(drawnRows(model, 2)))));
}

/** How many rows a live picture may ask a network for. */
function drawnRows(model: NetworkSpec, features: number): number {
  let inputs = features;
  let cost = 0;
  for (const { units } of model.layers) {
    cost += (inputs + ACTIVATION_COST) * units;
    inputs = units;
  }
  return Math.floor(DRAWN_COST / cost);
}

function networkLayers(model: NetworkSpec, state: ModelState): NetworkLayerFrame[] {
  const layers = readLayers(model, state);
  const count = layers.reduce((sum, { kernel }) => sum + kernel.length, 0);
  return layers.map(({ inputs, units, kernel, bias }, l) => ({
    inputs,
    units,
    activation: model.layers[l]?.activation ?? 'linear',
    kernel: count <= DRAWN_WEIGHTS ? Float32Array.from(kernel) : null,
    bias: count <= DRAWN_WEIGHTS ? Float32Array.from(bias) : null,
  }));
}
