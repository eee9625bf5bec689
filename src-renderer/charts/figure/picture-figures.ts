import { clusterName } from '../../../src-shared/models/kmeans/clusters';
import type { ClassRegions, KMeansFrame, Surface } from '../../../src-shared/run/live/frames';
import { clusterLook } from '../kmeans/cluster-math';
import { clusterPlane, drawClusters, type ClusterInput } from '../kmeans/cluster-picture';
import { curvePlane, drawCurve, rowOnCurve, type CurveInput } from '../network/curve-picture';
import { drawHeat, type HeatInput } from '../network/heat-picture';
import { drawMargin, logitOf, machinesOf, marginPlane, type MarginInput } from '../svm/margin-picture';
import { drawRegions, regionPlane, type RegionInput } from '../network/region-picture';
import type { Camera } from '../network/surface-scene';
import type { Range } from '../stage/ticks';
import type { Figure, FigureTable, FigureWords, LegendEntry } from './figure';
import { classLegend, scaleLegend } from './legends';
import { solidDrawing } from '../network/solid-figure';
import { apart, gridRows, pointRows } from './tables';

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

/** Points by cluster over two features, the centres and the ways that they came. */
export function clusterFigure(
  words: FigureWords,
  picture: Omit<ClusterInput, 'compact' | 'labels' | 'centers'> & {
    /** null before training: no clusters yet. */
    readonly frame: KMeansFrame | null;
    /** Of the two axes. */
    readonly span: [Range, Range];
  },
): Figure {
  const { frame, span, ...shown } = picture;
  const { sample, names, trails, asked, features } = shown;
  const input = {
    ...shown,
    labels: frame?.labels ?? null,
    centers: frame?.centers ?? null,
    compact: false,
  };
  const width = sample.features.length;
  const k = frame === null ? 0 : frame.centers.length / width;
  const used = Array.from({ length: k }, (_, c) => c).filter((c) => !Number.isNaN(frame?.centers[c * width]));
  const named = (cluster: number | undefined): string | null =>
    cluster === undefined ? null : clusterName(cluster, k, names);
  /** A place in the plane as a row of all features, which it says nothing of but two. */
  const inPlane = (x: number, y: number): (number | null)[] =>
    sample.features.map((_, f) => (f === features[0] ? x : f === features[1] ? y : null));
  return {
    ...words,
    legend: used.map((c): LegendEntry => {
      const { colour, shape } = clusterLook(c);
      return {
        label: `${clusterName(c, k, names)} (${frame?.sizes[c] ?? 0})`,
        colour: `var(--run-${colour + 1})`,
        shape,
      };
    }),
    draw: (stage) => {
      drawClusters(stage, clusterPlane(stage, span, false), input);
    },
    table: () => ({
      columns: ['drawn', ...apart(sample.features, ['drawn', 'cluster']), 'cluster'],
      rows: [
        ...pointRows(sample, (row) => [named(frame?.labels[row])]),
        ...used.map((c) => ['centre', ...frame!.centers.slice(c * width, (c + 1) * width), named(c)]),
        ...trails.flatMap((trail, c) =>
          Array.from({ length: trail.length / 2 }, (_, i) => [
            'way of a centre',
            ...inPlane(trail[2 * i]!, trail[2 * i + 1]!),
            named(c),
          ]),
        ),
        ...asked.map(([x, y, cluster]) => ['asked', ...inPlane(x, y), named(cluster)]),
      ],
    }),
  };
}

/** Points by class, the boundary with its margins, and the support vectors. */
export function marginFigure(words: FigureWords, picture: Omit<MarginInput, 'compact'>): Figure {
  const input = { ...picture, compact: false };
  const { sample, asked } = input;
  return {
    ...words,
    legend: classLegend(sample),
    draw: (stage) => {
      drawMargin(stage, marginPlane(stage, input), input);
    },
    table: () => {
      const { columns, rows } = marginTable(input);
      const empty = columns.slice(1 + sample.features.length).map(() => null);
      return {
        columns,
        rows: [
          ...rows,
          ...asked.map(({ input: at }) => [
            'asked',
            ...sample.features.map((name) => at[name] ?? null),
            ...empty,
          ]),
        ],
      };
    },
  };
}

/** Each point with its class, its logits and whether it holds the margin. */
export function marginTable({ sample, frame }: Pick<MarginInput, 'sample' | 'frame'>): FigureTable {
  const machines = machinesOf(sample);
  const logits = machines === 1 ? ['logit'] : sample.classes.map((name) => `logit of ${name}`);
  const added = frame === null ? ['class'] : ['class', ...logits, 'support vector'];
  const supports = new Set(frame?.supportVectors);
  return {
    columns: ['drawn', ...apart(sample.features, ['drawn', ...added]), ...added],
    rows: pointRows(sample, (row) => {
      const named = sample.classes[sample.targets[row] ?? -1] ?? null;
      if (frame === null) return [named];
      return [
        named,
        ...logits.map((_name, machine) => logitOf(frame, sample, row, machine)),
        supports.has(row) ? 1 : 0,
      ];
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
