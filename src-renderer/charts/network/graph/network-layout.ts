import { say } from '../../../../src-shared/language/say';
import { at as elementAt } from '../../../../src-shared/present';
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
  readonly x: number;
  readonly y: number;
  /** null for inputs, and for the text that says how many there are. */
  readonly bias: number | null;
  /** Facts for its card. */
  readonly facts: readonly { readonly name: string; readonly value: number | string }[];
}

export interface GraphEdge {
  readonly id: string;
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly weight: number;
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
}

const NODE_STEP = 58;
const TOP = 44;
const FOOT = 62;
const MIN_COLUMN = 120;
export const NODE_RADIUS = 15;

/**
 * Places a network from left to right: inputs, layers, loss, and the optimizer under the loss.
 * @param width pixels there are; the graph is wider where its columns need it
 */
export function networkLayout(
  frame: NetworkFrame,
  inputs: readonly string[],
  output: string | null,
  width: number,
): GraphLayout {
  const hasWeights = frame.layers.every((layer) => layer.kernel !== null);
  const counts = [inputs.length, ...frame.layers.map((layer) => layer.units)];
  const shownCounts = counts.map((count) => (!hasWeights ? 1 : count > MAX_UNITS ? FIRST_UNITS : count));
  const rows = counts.map(
    (count, i) => elementAt(shownCounts, i) + (hasWeights && count > MAX_UNITS ? 1 : 0),
  );
  const columnCount = counts.length + 1;
  const step = Math.max(MIN_COLUMN, (width - 150) / Math.max(1, columnCount - 1));
  const tallest = Math.max(2.6, ...rows);
  const height = TOP + tallest * NODE_STEP + FOOT;
  const middle = TOP + (tallest * NODE_STEP) / 2;
  const columnX = (column: number): number => 75 + column * step;

  const nodes: GraphNode[][] = rows.map((count, column) =>
    Array.from({ length: count }, (_, row) => {
      const at = { x: columnX(column), y: middle + (row - (count - 1) / 2) * NODE_STEP };
      if (row >= elementAt(shownCounts, column)) {
        const label = say('first {FIRST_UNITS} of {counts}', {
          FIRST_UNITS,
          counts: formatCount(elementAt(counts, column)),
        });
        return {
          id: say('more{column}', { column }),
          kind: 'more',
          label,
          bias: null,
          facts: [],
          ...at,
        };
      }
      return unitNode(frame, { column, row, inputs, output, hasWeights }, at);
    }),
  );
  return {
    width: Math.max(width, columnX(columnCount - 1) + 75),
    height,
    columns: counts.map((count, column) => layoutColumn(frame, column, count, columnX(column))),
    nodes: nodes.flat(),
    edges: hasWeights ? layoutEdges(frame, nodes, shownCounts) : [],
    loss: { x: columnX(columnCount - 1), y: middle - 34 },
    optimizer: { x: columnX(columnCount - 1), y: middle + 34 },
    hasWeights,
  };
}

function unitNode(
  frame: NetworkFrame,
  position: {
    readonly column: number;
    readonly row: number;
    readonly inputs: readonly string[];
    readonly output: string | null;
    readonly hasWeights: boolean;
  },
  at: { readonly x: number; readonly y: number },
): GraphNode {
  const { column, row, inputs, output, hasWeights } = position;
  const id = `n${column}-${row}`;
  if (column === 0) {
    const label = hasWeights ? (inputs[row] ?? '') : `${inputs.length}`;
    return { id, kind: 'input', label, bias: null, facts: [{ name: 'input', value: label }], ...at };
  }
  const layer = frame.layers[column - 1];
  if (!hasWeights || layer === undefined) {
    return { id, kind: 'unit', label: `${layer?.units ?? 0}`, bias: null, facts: [], ...at };
  }
  const isLast = column === frame.layers.length;
  const label = isLast && layer.units === 1 ? (output ?? 'output') : `${row + 1}`;
  const bias = layer.bias?.[row] ?? 0;
  const facts = [
    { name: say('unit'), value: say('layer {column}, unit {row}', { column, row: row + 1 }) },
    { name: say('activation'), value: layer.activation },
    { name: 'bias', value: bias },
    ...Array.from({ length: Math.min(MAX_FACTS, layer.inputs) }, (_, i) => ({
      name: say('w from {source}', { source: sourceName(inputs, column, i) }),
      value: layer.kernel?.[i * layer.units + row] ?? NaN,
    })),
    ...(layer.inputs > MAX_FACTS
      ? [{ name: say('more weights'), value: formatCount(layer.inputs - MAX_FACTS) }]
      : []),
  ];
  return { id, kind: 'unit', label, bias, facts, ...at };
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
        edges.push({ id: `e${l}-${i}-${u}`, from, to, weight, share: 0 });
      }
    }
  });
  return edges.map((edge) => ({
    ...edge,
    share: largest > 0 && Number.isFinite(edge.weight) ? Math.abs(edge.weight) / largest : 0,
  }));
}
