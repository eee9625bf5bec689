import type { FigureWords } from '../../text/figure-words';
import type { NetworkFrame, Surface, ClassRegions } from '../../../src-shared/run/live/frames';
import { networkLayout } from './network-layout';
import { drawGraph } from './graph-picture';
import type { Figure, FigureTable } from '../figure/figure';
import { type HeatInput, drawHeat } from './heat-picture';
import type { Range } from '../../values/range';
import type { Camera } from './surface-scene';
import { solidDrawing } from './solid-figure';
import { apart, gridRows, pointRows } from '../figure/tables';
import { type RegionInput, drawRegions, regionPlane } from './region-picture';
import { scaleLegend } from '../figure/legends';
import { type CurveInput, drawCurve, curvePlane, rowOnCurve } from './curve-picture';

/** A network's layers with the weights that are drawn. */
export function graphFigure(
  words: FigureWords,
  graph: {
    readonly frame: NetworkFrame;
    readonly inputs: readonly string[];
    /** Name of the target. */
    readonly output: string | null;
    readonly loss: string;
    readonly optimizer: string;
  },
): Figure {
  const { frame, inputs, output, loss, optimizer } = graph;
  const { hasWeights } = networkLayout(frame, inputs, output, 320);
  return {
    ...words,
    legend: hasWeights
      ? [
          { label: 'positive weight', colour: 'var(--high)' },
          { label: 'negative weight', colour: 'var(--low)', dashed: true },
        ]
      : [],
    draw: (stage) => {
      drawGraph(stage, { layout: networkLayout(frame, inputs, output, stage.width), loss, optimizer });
    },
    table: () => graphTable(graph),
  };
}

function graphTable({
  frame,
  inputs,
  output,
}: {
  readonly frame: NetworkFrame;
  readonly inputs: readonly string[];
  readonly output: string | null;
}): FigureTable {
  const { hasWeights, edges, nodes } = networkLayout(frame, inputs, output, 320);
  if (!hasWeights) {
    return {
      columns: ['layer', 'inputs', 'units', 'activation'],
      rows: frame.layers.map(({ inputs: into, units, activation }, l) => [l + 1, into, units, activation]),
    };
  }
  // The ids say where an edge and a node stand: e<layer>-<from>-<to>, n<column>-<row>.
  const place = (id: string): number => Number(/\d+/.exec(id)?.[0] ?? 0);
  return {
    columns: ['drawn', 'layer', 'from', 'to', 'value'],
    rows: [
      ...edges.map(({ id, from, to, weight }) => ['weight', place(id) + 1, from.label, to.label, weight]),
      ...nodes.flatMap(({ id, label, bias }) =>
        bias === null ? [] : [['bias', place(id), null, label, bias]],
      ),
    ],
  };
}

/** A network's output over the plane of two features, as a map with the points that are marked on it. */
export function surfaceFigure(words: FigureWords, map: Omit<HeatInput, 'compact'>): Figure {
  const input = { ...map, compact: false };
  const { surface, features, points, asked } = input;
  return {
    ...words,
    legend: [],
    draw: (stage) => {
      drawHeat(stage, input, document.createElement('canvas'));
    },
    table: () => {
      const { columns, rows } = surfaceTable(surface, features);
      return {
        columns,
        rows: [
          ...rows,
          ...points.map(({ x1, x2, target }) => ['point', x1, x2, target]),
          ...asked.map(({ x1, x2, text }) => ['asked', x1, x2, text]),
        ],
      };
    },
  };
}

/** The same as a solid, seen from somewhere. */
export function solidFigure(
  words: FigureWords,
  solid: {
    readonly surface: Surface;
    readonly features: readonly [string, string];
    readonly domain: Range;
    /** null: from where it is first seen. */
    readonly camera: Camera | null;
  },
): Figure {
  const table = (): FigureTable => surfaceTable(solid.surface, solid.features);
  return { ...words, legend: [], ...solidDrawing(solid), table };
}

function surfaceTable(surface: Surface, features: readonly [string, string]): FigureTable {
  return {
    columns: ['drawn', ...apart(features, ['drawn', 'output']), 'output'],
    rows: gridRows(surface, (at) => surface.values[at]!).map((row) => ['output', ...row]),
  };
}

/** The likeliest class over the plane of two features, with the points. */
export function regionFigure(
  words: FigureWords,
  map: Omit<RegionInput, 'compact'> & {
    /** Of the target, by their place. */
    readonly classes: readonly (number | string)[];
  },
): Figure {
  const { classes, ...shown } = map;
  const input = { ...shown, compact: false };
  const { regions, features, sample, colours, asked } = input;
  const named = (place: number): string | number => classes[place] ?? place;
  return {
    ...words,
    legend: colours === null ? [] : scaleLegend(colours.scale),
    draw: (stage) => {
      drawRegions(stage, regionPlane(stage, input), input, document.createElement('canvas'));
    },
    table: () => ({
      columns: ['drawn', ...apart(features, ['drawn', 'class', 'probability']), 'class', 'probability'],
      rows: [
        ...regionRows(regions).map(([x1, x2, place, probability]) => [
          'class',
          x1,
          x2,
          named(place),
          probability,
        ]),
        ...pointRows(sample, (row) => {
          const target = sample?.targets[row];
          return [target === undefined || Number.isNaN(target) ? null : named(target), null];
        }),
        ...asked.map(({ x1, x2, text }) => ['asked', x1, x2, text, null]),
      ],
    }),
  };
}

function regionRows(regions: ClassRegions): [number, number, number, number][] {
  return gridRows(regions, (at) => at).map(([x1, x2, at]) => [
    x1,
    x2,
    regions.labels[at]!,
    regions.probabilities[at]!,
  ]);
}

/** A network's output over its one feature, with the points that it is fitted to. */
export function fitFigure(words: FigureWords, fit: Omit<CurveInput, 'compact'>): Figure {
  const { curve, titles, sample, asked } = fit;
  const input = { ...fit, compact: false };
  return {
    ...words,
    legend: [
      { label: 'output', colour: 'var(--text)' },
      ...(sample === null ? [] : [{ label: titles.y, colour: 'var(--run-1)', shape: 'circle' as const }]),
    ],
    draw: (stage) => {
      drawCurve(stage, curvePlane(stage, input), input);
    },
    table: () => ({
      columns: ['drawn', ...apart([titles.x], ['drawn', 'value']), 'value'],
      rows: [
        ...Array.from(curve.x, (x, i) => ['output', x, curve.values[i]!] as const),
        ...Array.from(
          { length: sample?.count ?? 0 },
          (_, row) => ['point', ...rowOnCurve(sample!, row)] as const,
        ),
        ...asked.map(({ x, y }) => ['asked', x, y] as const),
      ],
    }),
  };
}
