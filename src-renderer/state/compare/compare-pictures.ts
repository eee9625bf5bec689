import {
  adjustedRandIndex,
  contingency,
  matchClusters,
  normalizedMutualInfo,
} from '../../../src-shared/compare/cluster-agreement';
import type { KMeansFrame, PointSample, Surface } from '../../../src-shared/run/live/frames';
import type { RunSnapshot } from '../../../src-shared/ipc/map';
import { columnRange, type Range } from '../../values/range';
import { outputDomain, surfaceAt } from '../../values/surface';

/** Ranges that all pictures of a kind share, so that the same place is the same place in each. */
export interface PictureLinks {
  /** Outputs at the ends of the colours; null without surfaces. */
  readonly domain: Range | null;
  /** Of the first two features; null where the runs have not the same two first ones. */
  readonly ranges: { readonly x: Range; readonly y: Range } | null;
}

/** A run's clusters with the numbers of those of the first run that they overlap most. */
export interface MatchedClusters {
  readonly frame: KMeansFrame;
  /** Names by the new numbers. */
  readonly names: readonly string[];
  /** Agreement with the first run on the points drawn; null of the first one. */
  readonly agreement: { readonly rand: number; readonly information: number; readonly rows: number } | null;
}

type Drawn = Pick<RunSnapshot, 'frame' | 'sample'>;

export function pictureLinks(drawn: readonly (Drawn | null)[]): PictureLinks {
  const domains: Range[] = [];
  const boxes: { x: Range; y: Range }[] = [];
  const pairs = new Set<string>();
  for (const { frame, sample } of drawn.filter((each) => each !== null)) {
    if (sample !== null && sample.features.length >= 2)
      pairs.add(JSON.stringify(sample.features.slice(0, 2)));
    if (frame?.kind === 'network') {
      const { surface, layers } = frame;
      if (surface === null) continue;
      domains.push(outputDomain(surface, layers[layers.length - 1]?.activation ?? 'sigmoid'));
      boxes.push({ x: ends(surface.x1), y: ends(surface.x2) });
    } else if (frame !== null && sample !== null && sample.features.length >= 2) {
      const width = sample.features.length;
      boxes.push({ x: columnRange(sample.values, width, 0), y: columnRange(sample.values, width, 1) });
    }
  }
  return {
    domain: domains.length === 0 ? null : domains.reduce(union),
    ranges:
      boxes.length === 0 || pairs.size > 1
        ? null
        : boxes.reduce((a, b) => ({ x: union(a.x, b.x), y: union(a.y, b.y) })),
  };
}

function ends(axis: Float64Array): Range {
  return [axis[0] ?? 0, axis[axis.length - 1] ?? 1];
}

function union(a: Range, b: Range): Range {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

/**
 * What one network puts out more than another over the plane of the first's grid, with the colours'
 * ends as far from 0 on either side; null where their planes have nothing in common.
 */
export function surfaceDifference(a: Surface, b: Surface): { surface: Surface; domain: Range } | null {
  const [x1, x2] = [inside(a.x1, b.x1), inside(a.x2, b.x2)];
  if (x1.length < 2 || x2.length < 2) return null;
  const values = new Float32Array(x1.length * x2.length);
  let most = 0;
  for (let i = 0; i < x2.length; i++) {
    for (let j = 0; j < x1.length; j++) {
      const difference = surfaceAt(a, x1[j]!, x2[i]!) - surfaceAt(b, x1[j]!, x2[i]!);
      values[i * x1.length + j] = difference;
      if (Math.abs(difference) > most) most = Math.abs(difference);
    }
  }
  return { surface: { x1, x2, values }, domain: most > 0 ? [-most, most] : [-1, 1] };
}

/** Places of one axis that lie on the other one. */
function inside(axis: Float64Array, other: Float64Array): Float64Array {
  const [low, high] = ends(other);
  return axis.filter((value) => value >= low && value <= high);
}

/** Whether two samples are of the same rows in the same order, whichever features they have. */
export function areSameRows(a: PointSample, b: PointSample): boolean {
  if (a.count !== b.count || a.totalRows !== b.totalRows) return false;
  const shared = a.features.flatMap((name, i) => {
    const j = b.features.indexOf(name);
    return j < 0 ? [] : [[i, j] as const];
  });
  if (shared.length === 0) return false;
  for (let row = 0; row < a.count; row++) {
    for (const [i, j] of shared) {
      const one = a.values[row * a.features.length + i];
      if (!Object.is(one, b.values[row * b.features.length + j])) return false;
    }
  }
  return true;
}

/**
 * Numbers the clusters of a run as those of the first one that they share most rows with.
 * @returns null where the runs do not draw the same rows: then there is nothing to match by
 */
export function matchToFirst(
  first: { readonly frame: KMeansFrame; readonly sample: PointSample },
  other: { readonly frame: KMeansFrame; readonly sample: PointSample },
  names: readonly string[],
): MatchedClusters | null {
  if (!areSameRows(first.sample, other.sample)) return null;
  const table = contingency(first.frame.labels, other.frame.labels);
  const width = other.sample.features.length;
  const k = other.frame.centers.length / width;
  const to = matchClusters(table);
  // A cluster without a point of the sample is in no table.
  let next = Math.max(first.frame.centers.length / first.sample.features.length, ...to.map((n) => n + 1));
  const numbers = Array.from({ length: k }, (_, cluster) => to[cluster] ?? next++);
  const count = Math.max(...numbers) + 1;
  const centers = new Float64Array(count * width).fill(NaN);
  const sizes = new Int32Array(count);
  const named = new Array<string>(count).fill('');
  numbers.forEach((number, cluster) => {
    centers.set(other.frame.centers.subarray(cluster * width, (cluster + 1) * width), number * width);
    sizes[number] = other.frame.sizes[cluster] ?? 0;
    named[number] = names[cluster] ?? '';
  });
  return {
    frame: { ...other.frame, centers, sizes, labels: other.frame.labels.map((label) => numbers[label]!) },
    names: named,
    agreement: {
      rand: adjustedRandIndex(table),
      information: normalizedMutualInfo(table),
      rows: table.rows,
    },
  };
}
