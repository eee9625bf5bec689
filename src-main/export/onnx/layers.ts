import type { Activation } from '../../../src-shared/experiment/schema';
import type { PortableLayer, PortableModel } from '../portable/portable-model';
import type { OnnxGraph } from './graph';

/** Slope of leaky ReLU for inputs below 0. */
const LEAKY_SLOPE = 0.2;

/**
 * Activations as nodes on float64. ELU and leaky ReLU are put together, and the error function of GELU is
 * computed in float32: onnxruntime has those in float32 alone.
 */
const ACTIVATION_NODES: Readonly<Record<Activation, (graph: OnnxGraph, z: string) => string>> = {
  linear: (_, z) => z,
  sigmoid: (graph, z) => graph.node('Sigmoid', [z]),
  tanh: (graph, z) => graph.node('Tanh', [z]),
  relu: (graph, z) => graph.node('Relu', [z]),
  leakyRelu: (graph, z) => graph.node('Max', [z, graph.node('Mul', [z, graph.double(LEAKY_SLOPE)])]),
  elu(graph, z) {
    const below = graph.node('Sub', [graph.node('Exp', [z]), graph.double(1)]);
    return graph.node('Where', [graph.node('Less', [z, graph.double(0)]), below, z]);
  },
  gelu(graph, z) {
    const scaled = graph.node('Mul', [z, graph.double(Math.SQRT1_2)]);
    const erf = graph.cast(graph.node('Erf', [graph.cast(scaled, 'float')]), 'double');
    const share = graph.node('Add', [graph.node('Mul', [erf, graph.double(0.5)]), graph.double(0.5)]);
    return graph.node('Mul', [z, share]);
  },
  softmax: (graph, z) => graph.node('Softmax', [z], { axis: 1 }),
};

/** Inputs scaled as (x - offset) / scale. @param inputs [N, inputs] */
export function addScaling(
  graph: OnnxGraph,
  inputs: string,
  { offset, scale }: PortableModel['scaler'],
): string {
  const shape = [1, offset.length];
  const moved = offset.every((value) => value === 0)
    ? inputs
    : graph.node('Sub', [inputs, graph.doubles(offset, shape)]);
  if (scale.every((value) => value === 1)) return moved;
  return graph.node('Div', [moved, graph.doubles(scale, shape)]);
}

/** Random Fourier features, sqrt(2 / D) cos(x W' + b). */
export function addFourier(
  graph: OnnxGraph,
  inputs: string,
  { weights, phases }: NonNullable<PortableModel['fourier']>,
): string {
  const width = weights[0]?.length ?? 0;
  const transposed = Array.from({ length: width }, (_, j) => weights.map((row) => row[j] ?? NaN)).flat();
  const kernel = graph.doubles(transposed, [width, phases.length]);
  const angles = graph.node('Add', [
    graph.node('MatMul', [inputs, kernel]),
    graph.doubles(phases, [1, phases.length]),
  ]);
  return graph.node('Mul', [graph.node('Cos', [angles]), graph.double(Math.sqrt(2 / phases.length))]);
}

/** The layers one after another. @returns the last one's outputs, [N, units] */
export function addLayers(graph: OnnxGraph, inputs: string, layers: readonly PortableLayer[]): string {
  return layers.reduce((before, { units, activation, kernel, bias }) => {
    const weights = graph.doubles(kernel.flat(), [kernel.length, units]);
    const z = graph.node('Gemm', [before, weights, graph.doubles(bias, [units])]);
    return ACTIVATION_NODES[activation](graph, z);
  }, inputs);
}

/** Euclidean distances to all centres, [N, clusters]. */
export function addDistances(
  graph: OnnxGraph,
  inputs: string,
  centers: readonly (readonly number[])[],
): string {
  const width = centers[0]?.length ?? 0;
  const rows = graph.node('Unsqueeze', [inputs, graph.integers([1], [1])]);
  const apart = graph.node('Sub', [rows, graph.doubles(centers.flat(), [1, centers.length, width])]);
  return graph.node('Sqrt', [graph.node('ReduceSumSquare', [apart], { axes: [2], keepdims: 0 })]);
}
