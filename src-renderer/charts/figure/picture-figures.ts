import { clusterName } from '../../../src-shared/run/clusters';
import type {
  ClassRegions,
  Curve,
  KMeansFrame,
  PointSample,
  Surface,
  SvmFrame,
} from '../../../src-shared/run/frames';
import { clusterLook } from '../cluster-math';
import { clusterPlane, clusterRanges, drawClusters } from '../cluster-picture';
import { curvePlane, drawCurve, rowOnCurve } from '../curve-picture';
import { classShape, classToken } from '../explore/class-looks';
import { drawHeat } from '../heat-picture';
import { classMark, drawMargin, logitOf, machinesOf, marginPlane } from '../margin-picture';
import { drawRegions, regionPlane } from '../region-picture';
import { markedPoints } from '../surface-math';
import type { Camera } from '../surface-scene';
import { targetColours } from '../target-colours';
import type { Range } from '../ticks';
import type { Figure, FigureTable, LegendEntry } from './figure';
import { solidDrawing } from './solid-figure';

/** What is said of a picture beside what it shows. */
export interface FigureWords {
  /** The file's name without ending: letters, digits, blanks and dashes. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
}

type Ranges = { readonly x: Range; readonly y: Range } | null;

/** A network's output over the plane of two features, as a map or as a solid seen from somewhere. */
export function surfaceFigure(
  words: FigureWords,
  picture: {
    readonly surface: Surface;
    readonly features: readonly [string, string];
    readonly domain: Range;
    readonly ranges: Ranges;
    readonly sample: PointSample | null;
    /** Whether it is drawn as a solid. */
    readonly solid: boolean;
    readonly camera: Camera | null;
  },
): Figure {
  const { surface, features, domain, ranges, sample, solid } = picture;
  const input = {
    surface,
    domain,
    features,
    points: markedPoints(sample),
    asked: [],
    ranges,
    compact: false,
  };
  const table = (): FigureTable => ({
    columns: [...apart(features, ['output']), 'output'],
    rows: gridRows(surface, (at) => [surface.values[at]!]),
  });
  if (solid) return { ...words, legend: [], ...solidDrawing(picture), table };
  return {
    ...words,
    legend: [],
    draw: (stage) => {
      drawHeat(stage, input, document.createElement('canvas'));
    },
    table,
  };
}

/** The likeliest class over the plane of two features, with the points. */
export function regionFigure(
  words: FigureWords,
  picture: {
    readonly regions: ClassRegions;
    readonly features: readonly [string, string];
    readonly classes: readonly (number | string)[];
    readonly sample: PointSample | null;
  },
): Figure {
  const { regions, features, classes, sample } = picture;
  const colours = sample === null ? null : targetColours(sample);
  const input = { regions, features, sample, colours, highlight: null, asked: [], compact: false };
  const named = colours?.scale.kind === 'classes' ? colours.scale.classes : [];
  return {
    ...words,
    legend: named.map((each) => ({
      label: each.label,
      colour: classToken(each.class),
      shape: classShape(each.class),
    })),
    draw: (stage) => {
      drawRegions(stage, regionPlane(stage, input), input, document.createElement('canvas'));
    },
    table: () => ({
      columns: [...apart(features, ['class', 'probability']), 'class', 'probability'],
      rows: gridRows(regions, (at) => [
        classes[regions.labels[at]!] ?? regions.labels[at]!,
        regions.probabilities[at]!,
      ]),
    }),
  };
}

/** A network's output over its one feature, with the points that it is fitted to. */
export function fitFigure(
  words: FigureWords,
  picture: {
    readonly curve: Curve;
    readonly titles: { readonly x: string; readonly y: string };
    readonly sample: PointSample | null;
  },
): Figure {
  const { curve, titles, sample } = picture;
  const input = { ...picture, asked: [], compact: false };
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
      ],
    }),
  };
}

/** Points by cluster and the centres, over the first two features. */
export function clusterFigure(
  words: FigureWords,
  picture: {
    readonly sample: PointSample;
    readonly frame: KMeansFrame;
    readonly names: readonly string[];
    readonly ranges: Ranges;
  },
): Figure {
  const { sample, frame, names, ranges } = picture;
  const width = sample.features.length;
  const k = frame.centers.length / width;
  const pair = [0, Math.min(1, width - 1)] as const;
  const own = clusterRanges(sample, pair);
  const span: [Range, Range] = ranges === null ? own : [ranges.x, ranges.y];
  const used = Array.from({ length: k }, (_, c) => c).filter((c) => !Number.isNaN(frame.centers[c * width]));
  return {
    ...words,
    legend: used.map((c): LegendEntry => {
      const { colour, shape } = clusterLook(c);
      return {
        label: `${clusterName(c, k, names)} (${frame.sizes[c] ?? 0})`,
        colour: `var(--run-${colour + 1})`,
        shape,
      };
    }),
    draw: (stage) => {
      drawClusters(stage, clusterPlane(stage, span, false), {
        sample,
        features: pair,
        labels: frame.labels,
        centers: frame.centers,
        trails: [],
        asked: [],
        names,
        highlight: null,
        compact: false,
      });
    },
    table: () => ({
      columns: ['drawn', ...apart(sample.features, ['drawn', 'cluster']), 'cluster'],
      rows: [
        ...Array.from({ length: sample.count }, (_, row) => [
          'point',
          ...featuresOf(sample, row),
          clusterName(frame.labels[row]!, k, names),
        ]),
        ...used.map((c) => [
          'centre',
          ...frame.centers.slice(c * width, (c + 1) * width),
          clusterName(c, k, names),
        ]),
      ],
    }),
  };
}

/** Points by class, the boundary with its margins, and the support vectors. */
export function marginFigure(
  words: FigureWords,
  picture: { readonly sample: PointSample; readonly frame: SvmFrame; readonly ranges: Ranges },
): Figure {
  const { sample, frame, ranges } = picture;
  const input = { sample, frame, asked: [], feature: 0, machine: 0, ranges, compact: false };
  const machines = machinesOf(sample);
  const logits = machines === 1 ? ['logit'] : sample.classes.map((name) => `logit of ${name}`);
  const added = ['class', ...logits, 'support vector'];
  return {
    ...words,
    legend: sample.classes.map((name, place) => {
      const { colour, shape } = classMark(sample, place);
      return { label: `class ${name}`, colour: `var(--run-${colour + 1})`, shape };
    }),
    draw: (stage) => {
      drawMargin(stage, marginPlane(stage, input), input);
    },
    table: () => {
      const supports = new Set(frame.supportVectors);
      return {
        columns: [...apart(sample.features, added), ...added],
        rows: Array.from({ length: sample.count }, (_, row) => [
          ...featuresOf(sample, row),
          sample.classes[sample.targets[row] ?? -1] ?? null,
          ...logits.map((_name, machine) => logitOf(frame, sample, row, machine)),
          supports.has(row) ? 1 : 0,
        ]),
      };
    },
  };
}

function featuresOf({ values, features }: PointSample, row: number): number[] {
  return Array.from(values.subarray(row * features.length, (row + 1) * features.length));
}

/** One line a place of a grid, x1 first. */
function gridRows(
  { x1, x2 }: { readonly x1: Float64Array; readonly x2: Float64Array },
  of: (at: number) => readonly (string | number)[],
): (string | number)[][] {
  return Array.from(x2, (y, i) => Array.from(x1, (x, j) => [x, y, ...of(i * x1.length + j)])).flat();
}

/** Names of the data's columns beside those that are added: one that is taken gets a number. */
function apart(names: readonly string[], added: readonly string[]): string[] {
  const taken = new Set(added);
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
    taken.add(free);
    return free;
  });
}
