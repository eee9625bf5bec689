import { say } from '../../../src-shared/language/say';
import { at, present } from '../../../src-shared/present';
import type { FigureHeading } from '../../text/figure-heading';
import { type ClusterInput, drawClusters, clusterPlane } from './cluster-picture';
import type { KMeansFrame } from '../../../src-shared/run/live/frames';
import type { Figure, LegendEntry } from '../figure/figure';
import { markStyle } from '../stage/mark-style';
import { apart, pointRows } from '../figure/tables';
import type { CenterProfile } from './center-profile';
import { drawProfile } from './profile-picture';
import { type ScoreInput, drawScores, scorePlane } from './score-picture';
import { clusterName } from '../../../src-shared/models/kmeans/clusters';

/** Points by cluster over two features, the centres and the ways that they came. */
export function clusterFigure(
  heading: FigureHeading,
  picture: Omit<ClusterInput, 'compact' | 'labels' | 'centers'> & {
    /** null before training: no clusters yet. */
    readonly frame: KMeansFrame | null;
  },
): Figure {
  const { frame, ...shown } = picture;
  const { sample, names, trails, queryPoints, features } = shown;
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
  /** Point of the plane as a row of all features, which it says nothing of but two. */
  const inPlane = (x: number, y: number): (number | null)[] =>
    sample.features.map((_, f) => (f === features[0] ? x : f === features[1] ? y : null));
  return {
    ...heading,
    legend: used.map((c): LegendEntry => {
      const { colour, shape } = markStyle(c);
      return {
        label: `${clusterName(c, k, names)} (${frame?.sizes[c] ?? 0})`,
        colour: `var(--run-${colour + 1})`,
        shape,
      };
    }),
    draw: (stage) => {
      drawClusters(stage, clusterPlane(stage, input), input);
    },
    table: () => ({
      columns: ['drawn', ...apart(sample.features, ['drawn', 'cluster']), 'cluster'],
      rows: [
        ...pointRows(sample, (row) => [named(frame?.labels[row])]),
        ...used.map((c) => ['centre', ...present(frame).centers.slice(c * width, (c + 1) * width), named(c)]),
        ...trails.flatMap((trail, c) =>
          Array.from({ length: trail.length / 2 }, (_, i) => [
            say('way of a centre'),
            ...inPlane(at(trail, 2 * i), at(trail, 2 * i + 1)),
            named(c),
          ]),
        ),
        ...queryPoints.map(([x, y, cluster]) => ['asked', ...inPlane(x, y), named(cluster)]),
      ],
    }),
  };
}

/** k-means' centres by feature, in comparable units. */
export function profileFigure(
  heading: FigureHeading,
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
    ...heading,
    legend: profile.values.map((_, cluster) => ({
      label: clusterName(cluster, k, names),
      colour: `var(--run-${markStyle(cluster).colour + 1})`,
    })),
    draw: (stage) => {
      drawProfile(stage, features, profile);
    },
    table: () => ({
      columns: ['cluster', 'feature', 'drawn', say('in the data’s units')],
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

/**
 * A score over k.
 * @param name of the score; the input's title is what stands at its axis
 */
export function scoreFigure(heading: FigureHeading, name: string, input: ScoreInput): Figure {
  const { ks, values } = input;
  return {
    ...heading,
    legend: [],
    draw: (stage) => {
      drawScores(stage, scorePlane(stage, input), input);
    },
    table: () => ({ columns: ['k', name], rows: ks.map((k, i) => [k, values[i] ?? null]) }),
  };
}
