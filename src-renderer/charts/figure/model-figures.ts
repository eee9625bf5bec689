import { clusterName } from '../../../src-shared/models/kmeans/clusters';
import type { NetworkFrame, PointSample } from '../../../src-shared/run/live/frames';
import { formatNumber } from '../../text/format';
import type { CenterProfile } from '../kmeans/center-profile';
import { clusterLook } from '../kmeans/cluster-math';
import { divergingAt } from '../stage/colour';
import { drawGraph } from '../network/graph-picture';
import { drawLab, type LabPicture } from '../svm/margin-lab-picture';
import { marginPlane } from '../svm/margin-picture';
import { networkLayout } from '../network/network-layout';
import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, leftRoom } from '../stage/plane';
import { drawProfile } from '../kmeans/profile-picture';
import type { Range } from '../stage/ticks';
import { drawUnit, type UnitLook, type UnitPoints } from '../network/unit-picture';
import type { Figure, FigureTable, FigureWords, LegendEntry } from './figure';
import { gridFigure } from './grid-figure';
import { classLegend } from './legends';
import { marginTable } from './picture-figures';
import { apart, gridRows } from './tables';

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

/** k-means' centres by feature, in comparable units. */
export function profileFigure(
  words: FigureWords,
  {
    features,
    profile,
    centers,
    names,
  }: {
    readonly features: readonly string[];
    readonly profile: CenterProfile;
    /** [k][features], raw units. */
    readonly centers: Float64Array;
    readonly names: readonly string[];
  },
): Figure {
  const k = profile.values.length;
  return {
    ...words,
    legend: profile.values.map((_, cluster) => ({
      label: clusterName(cluster, k, names),
      colour: `var(--run-${clusterLook(cluster).colour + 1})`,
    })),
    draw: (stage) => {
      drawProfile(stage, features, profile);
    },
    table: () => ({
      columns: ['cluster', 'feature', 'drawn', 'in the data’s units'],
      rows: profile.values.flatMap((row, cluster) =>
        features.map((feature, j) => [
          clusterName(cluster, k, names),
          feature,
          row[j] ?? null,
          centers[cluster * features.length + j] ?? null,
        ]),
      ),
    }),
  };
}

/** The margin lab: its points, its line and the lines of earlier Cs. */
export function labFigure(
  words: FigureWords,
  lab: LabPicture & {
    readonly C: number;
    /** The run's own points, which say how far the axes go. */
    readonly original: PointSample;
  },
): Figure {
  const { sample, frame, ghosts, C, original } = lab;
  return {
    ...words,
    legend: classLegend(sample),
    draw: (stage) => {
      const axes = { frame: null, asked: [], feature: 0, machine: 0, compact: false };
      drawLab(stage, marginPlane(stage, { sample: original, ...axes }), { ...lab, chosen: null });
    },
    table: () => {
      const { columns, rows } = marginTable({ sample, frame });
      const added = ['C', ...sample.features.map((name) => `coef of ${name}`), 'intercept'];
      const none = columns.slice(1).map(() => null);
      const line = (what: string, at: number, coef: ArrayLike<number>, intercept: number) => [
        what,
        ...none,
        at,
        ...Array.from(coef),
        intercept,
      ];
      return {
        columns: [...columns, ...apart(added, columns)],
        rows: [
          ...rows.map((row) => [...row, ...added.map(() => null)]),
          ...(frame === null ? [] : [line('line', C, frame.coef, frame.intercept)]),
          ...ghosts.map((ghost) => line('earlier line', ghost.C, ghost.coef, ghost.intercept)),
        ],
      };
    },
  };
}

/** What is drawn of a hidden unit, or of a network's output, without marks of its own. */
interface UnitPicture {
  readonly look: Pick<UnitLook, 'surface' | 'domain'>;
  readonly features: readonly [string, string];
  /** null: the surface alone. */
  readonly points: UnitPoints | null;
}

/** A unit's output over the plane of two features. */
export function unitFigure(words: FigureWords, { look, features, points }: UnitPicture): Figure {
  const { surface, domain } = look;
  return {
    ...words,
    legend: [outputScale(domain)],
    draw: (stage) => {
      const { context, width, height } = stage;
      const ranges = [surface.x1, surface.x2].map(
        (axis) => [axis[0] ?? 0, axis[axis.length - 1] ?? 1] as const,
      ) as [Range, Range];
      const room = Math.max(20, height - AXIS_TOP - AXIS_BOTTOM);
      const label = leftRoom(stage, ranges[1], room);
      const side = Math.max(20, Math.min(room, width - label - 16));
      const box = { left: label, top: AXIS_TOP, width: side, height: side };
      context.save();
      context.translate(Math.max(0, (width - side) / 2 - label), 0);
      drawAxes({ ...stage, width: label + side }, createPlane(box, ...ranges), {
        x: features[0],
        y: features[1],
      });
      context.translate(box.left, box.top);
      drawUnit({ ...stage, width: side, height: side }, look, points, document.createElement('canvas'));
      context.restore();
    },
    table: () => unitTable({ look, features, points }),
  };
}

/** Surfaces of many runs, small and without axes: each under its own words. */
export function atlasFigure(
  words: FigureWords,
  features: readonly [string, string],
  tiles: readonly { readonly title: string; readonly look: Pick<UnitLook, 'surface' | 'domain'> }[],
): Figure {
  const [first] = tiles;
  const grid = gridFigure(
    words,
    tiles.map(({ title, look }) => ({
      ...words,
      title,
      legend: [],
      draw: (stage) => {
        drawUnit(stage, look, null, document.createElement('canvas'));
      },
      table: () => unitTable({ look, features, points: null }),
    })),
    0.9,
  );
  return { ...grid, legend: first === undefined ? [] : [outputScale(first.look.domain)] };
}

function outputScale([low, high]: Range): LegendEntry {
  return {
    label: 'output',
    colour: 'var(--text-2)',
    scale: { at: divergingAt, from: formatNumber(low, 3), to: formatNumber(high, 3) },
  };
}

function unitTable({ look: { surface }, features, points }: UnitPicture): FigureTable {
  return {
    columns: ['drawn', ...apart(features, ['drawn', 'output']), 'output'],
    rows: [
      ...gridRows(surface, (at) => surface.values[at]!).map((row) => ['output', ...row]),
      ...Array.from(points?.rows ?? [], (row) => [
        'point',
        points!.sample.values[2 * row]!,
        points!.sample.values[2 * row + 1]!,
        null,
      ]),
    ],
  };
}
