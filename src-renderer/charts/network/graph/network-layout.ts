import { say } from '../../../../src-shared/language/say';
import { at as elementAt } from '../../../../src-shared/present';
import type { WeightPlace } from '../../../../src-shared/models/network/weight-edit';
import type { NetworkFrame } from '../../../../src-shared/run/live/frames';
import { formatCount } from '../../../text/format';

/** Layers and inputs of up to so many are drawn whole, wider ones by their first few. */
const MAX_UNITS = 16;
const FIRST_UNITS = 8;
/** Weights that a unit's card lists. */
const MAX_FACTS = 8;

export interface GraphNode {
  readonly id: string;
  readonly kind: 'input' | 'unit' | 'more';
  readonly label: string;
  /** A name that is too long for the circle stands outside of the edges: left of inputs, right of outputs. */
  readonly labelAt: 'inside' | 'left' | 'right';
  readonly x: number;
  readonly y: number;
  /** null for inputs, and for the text that says how many there are. */
  readonly bias: number | null;
  /** Of the bias; null where there is none. */
  readonly place: WeightPlace | null;
  /** Facts for its card. */
  readonly facts: readonly { readonly name: string; readonly value: number | string }[];
}

export interface GraphEdge {
  readonly id: string;
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly weight: number;
  readonly place: WeightPlace;
  /** |weight| over the largest one drawn, 0 to 1. */
  readonly share: number;
}

/** A column: the inputs, or one layer. */
interface GraphColumn {
  readonly x: number;
  /** "inputs", "layer 1", "output". */
  readonly title: string;
  /** "[2×2] + [2]", "sigmoid"; empty for the inputs. */
  readonly shape: string;
  readonly activation: string;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly GraphColumn[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Positions of the labels of loss and optimizer. */
  readonly loss: { readonly x: number; readonly y: number };
  readonly optimizer: { readonly x: number; readonly y: number };
  /** False where the network is too large to draw its weights: shapes only. */
  readonly hasWeights: boolean;
  /** Pixels right of the output units that their names take. */
  readonly outputRoom: number;
  /** Whether biases are written under their units. */
  readonly hasBiases: boolean;
}

const NODE_STEP = 58;
const TOP = 44;
const FOOT = 62;
const MIN_COLUMN = 120;
/** Steps of a graph that has to fit into a given height. */
const LEAST_NODE_STEP = 34;
const LEAST_COLUMN = 90;
/** Of closer nodes the biases are on their cards alone. */
const BIAS_NODE_STEP = 44;
const SIDE = 75;
/** Letters of a name beside a node, and about the pixels of one. */
export const LABEL_LENGTH = 16;
const LETTER_PX = 7;
const INSIDE_LENGTH = 3;
export const NODE_RADIUS = 15;

/**
 * Places a network from left to right: inputs, layers, loss, and the optimizer under the loss.
 * @param outputs names of the output units; of other than their number the first is the name of all
 * @param width pixels there are; the graph is wider where its columns need it
 * @param place pixels of height there are, for which nodes come closer; null: as high as it likes
 */
export function networkLayout(
  frame: NetworkFrame,
  inputs: readonly string[],
  outputs: readonly string[],
  width: number,
  place: number | null = null,
): GraphLayout {
  const hasWeights = frame.layers.every((layer) => layer.kernel !== null);
  const counts = [inputs.length, ...frame.layers.map((layer) => layer.units)];
  const shownCounts = counts.map((count) => (!hasWeights ? 1 : count > MAX_UNITS ? FIRST_UNITS : count));
  const rows = counts.map(
    (count, i) => elementAt(shownCounts, i) + (hasWeights && count > MAX_UNITS ? 1 : 0),
  );
  const columnCount = counts.length + 1;
  const left = Math.max(SIDE, hasWeights ? NODE_RADIUS + 12 + labelRoom(inputs.slice(0, shownCounts[0])) : 0);
  const outputRoom = hasWeights ? labelRoom(outputLabels(frame, outputs)) : 0;
  const step = Math.max(
    place === null ? MIN_COLUMN : LEAST_COLUMN,
    (width - left - SIDE - outputRoom) / Math.max(1, columnCount - 1),
  );
  const tallest = Math.max(2.6, ...rows);
  const room = place === null ? NODE_STEP : (place - TOP - FOOT) / tallest;
  const nodeStep = Math.min(NODE_STEP, Math.max(LEAST_NODE_STEP, room));
  const height = TOP + tallest * nodeStep + FOOT;
  const middle = TOP + (tallest * nodeStep) / 2;
  // Loss and optimizer come after the names of the outputs.
  const columnX = (column: number): number =>
    left + column * step + (column === columnCount - 1 ? outputRoom : 0);

  const nodes: GraphNode[][] = rows.map((count, column) =>
    Array.from({ length: count }, (_, row) => {
      const at = { x: columnX(column), y: middle + (row - (count - 1) / 2) * nodeStep };
      if (row >= elementAt(shownCounts, column)) {
        const label = say('first {FIRST_UNITS} of {counts}', {
          FIRST_UNITS,
          counts: formatCount(elementAt(counts, column)),
        });
        return {
          id: `more${column}`,
          kind: 'more',
          label,
          labelAt: 'inside',
          bias: null,
          place: null,
          facts: [],
          ...at,
        };
      }
      return unitNode(frame, { column, row, inputs, outputs, hasWeights }, at);
    }),
  );
  return {
    width: Math.max(width, columnX(columnCount - 1) + SIDE),
    height,
    columns: counts.map((count, column) => layoutColumn(frame, column, count, columnX(column))),
    nodes: nodes.flat(),
    edges: hasWeights ? layoutEdges(frame, nodes, shownCounts) : [],
    loss: { x: columnX(columnCount - 1), y: middle - 34 },
    optimizer: { x: columnX(columnCount - 1), y: middle + 34 },
    hasWeights,
    outputRoom,
    hasBiases: nodeStep >= BIAS_NODE_STEP,
  };
}

/** Names of the output units, as far as they have some. */
function outputLabels({ layers }: NetworkFrame, outputs: readonly string[]): string[] {
  const units = layers[layers.length - 1]?.units ?? 0;
  if (units === 1) return [outputs.length === 1 ? elementAt(outputs, 0) : 'output'];
  return Array.from({ length: units }, (_, row) =>
    outputs.length === units ? elementAt(outputs, row) : `${row + 1}`,
  );
}

/** Pixels beside a column for the longest of its names; none where all stand inside. */
function labelRoom(labels: readonly string[]): number {
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 0);
  return longest <= INSIDE_LENGTH ? 0 : LETTER_PX * Math.min(LABEL_LENGTH, longest);
}

function unitNode(
  frame: NetworkFrame,
  position: {
    readonly column: number;
    readonly row: number;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly hasWeights: boolean;
  },
  at: { readonly x: number; readonly y: number },
): GraphNode {
  const { column, row, inputs, outputs, hasWeights } = position;
  const id = `n${column}-${row}`;
  if (column === 0) {
    const label = hasWeights ? (inputs[row] ?? '') : `${inputs.length}`;
    const labelAt = hasWeights && label.length > INSIDE_LENGTH ? 'left' : 'inside';
    const facts = [{ name: say('input'), value: label }];
    return { id, kind: 'input', label, labelAt, bias: null, place: null, facts, ...at };
  }
  const layer = frame.layers[column - 1];
  if (!hasWeights || layer === undefined) {
    return {
      id,
      kind: 'unit',
      label: `${layer?.units ?? 0}`,
      labelAt: 'inside',
      bias: null,
      place: null,
      facts: [],
      ...at,
    };
  }
  const isLast = column === frame.layers.length;
  const label = (isLast ? outputLabels(frame, outputs)[row] : undefined) ?? `${row + 1}`;
  const labelAt = label.length > INSIDE_LENGTH ? 'right' : 'inside';
  const bias = layer.bias?.[row] ?? 0;
  const facts = [
    { name: say('unit'), value: say('layer {column}, unit {row}', { column, row: row + 1 }) },
    { name: say('activation'), value: layer.activation },
    { name: say('bias'), value: bias },
    ...Array.from({ length: Math.min(MAX_FACTS, layer.inputs) }, (_, i) => ({
      name: say('w from {source}', { source: sourceName(inputs, column, i) }),
      value: layer.kernel?.[i * layer.units + row] ?? NaN,
    })),
    ...(layer.inputs > MAX_FACTS
      ? [{ name: say('more weights'), value: formatCount(layer.inputs - MAX_FACTS) }]
      : []),
  ];
  const place = { layer: column - 1, input: null, unit: row };
  return { id, kind: 'unit', label, labelAt, bias, place, facts, ...at };
}

function sourceName(inputs: readonly string[], column: number, index: number): string {
  return column === 1 ? (inputs[index] ?? `${index + 1}`) : say('unit {index}', { index: index + 1 });
}

function layoutColumn(frame: NetworkFrame, column: number, count: number, x: number): GraphColumn {
  const layer = frame.layers[column - 1];
  if (layer === undefined) return { x, title: say('inputs'), shape: `[${count}]`, activation: '' };
  return {
    x,
    title: column === frame.layers.length ? say('output') : say('layer {column}', { column }),
    shape: `[${layer.inputs}×${layer.units}] + [${layer.units}]`,
    activation: layer.activation,
  };
}

function layoutEdges(
  frame: NetworkFrame,
  nodes: readonly GraphNode[][],
  shown: readonly number[],
): GraphEdge[] {
  const edges: GraphEdge[] = [];
  let largest = 0;
  frame.layers.forEach((layer, l) => {
    for (let i = 0; i < elementAt(shown, l); i++) {
      for (let u = 0; u < elementAt(shown, l + 1); u++) {
        const weight = layer.kernel?.[i * layer.units + u] ?? 0;
        const from = nodes[l]?.[i];
        const to = nodes[l + 1]?.[u];
        if (from === undefined || to === undefined) continue;
        if (Number.isFinite(weight)) largest = Math.max(largest, Math.abs(weight));
        const place = { layer: l, input: i, unit: u };
        edges.push({ id: `e${l}-${i}-${u}`, from, to, weight, place, share: 0 });
      }
    }
  });
  return edges.map((edge) => ({
    ...edge,
    share: largest > 0 && Number.isFinite(edge.weight) ? Math.abs(edge.weight) / largest : 0,
  }));
}
