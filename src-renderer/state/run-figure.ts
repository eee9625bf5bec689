import type { RunSnapshot } from '../../src-shared/ipc/map';
import type { RunRecord } from '../../src-shared/run/record';
import { figureName, type Figure } from '../charts/figure/figure';
import {
  clusterFigure,
  fitFigure,
  marginFigure,
  regionFigure,
  surfaceFigure,
} from '../charts/figure/picture-figures';
import type { Camera } from '../charts/surface-scene';
import type { MatchedClusters, PictureLinks } from './compare-pictures';
import { formatCount } from './format';

/**
 * A run's picture as Compare draws it.
 * @param view what it shares with the pictures beside it, and from where solids are seen
 * @returns null where there is nothing to draw
 */
export function runFigure(
  record: RunRecord,
  { frame, sample }: Pick<RunSnapshot, 'frame' | 'sample'>,
  view: {
    readonly links: PictureLinks;
    readonly matched: MatchedClusters | null;
    readonly solid: boolean;
    readonly camera: Camera | null;
  },
): Figure | null {
  if (frame === null) return null;
  const { links, matched, solid, camera } = view;
  const features = record.dataset?.features ?? sample?.features ?? [];
  const pair = [features[0] ?? 'x1', features[1] ?? 'x2'] as const;
  const at = `${frame.kind === 'network' ? 'step' : 'iteration'} ${formatCount(frame.step)}`;
  const words = (what: string) => ({
    name: figureName(`${record.name} ${what}`),
    title: record.name,
    caption: `${what} at ${at}, ${record.dataset?.name ?? 'data'}.`,
  });
  if (frame.kind === 'kmeans') {
    if (sample === null) return null;
    const agreement = matched?.agreement ?? null;
    const clusters = words('Clusters');
    return clusterFigure(
      agreement === null
        ? clusters
        : {
            ...clusters,
            caption: `${clusters.caption} Numbered as the first run’s: ARI ${agreement.rand.toFixed(3)}, NMI ${agreement.information.toFixed(3)}.`,
          },
      {
        sample,
        frame: matched?.frame ?? frame,
        names: matched?.names ?? record.clusterNames,
        ranges: links.ranges,
      },
    );
  }
  if (frame.kind === 'svm')
    return sample === null ? null : marginFigure(words('Margin'), { sample, frame, ranges: links.ranges });
  if (frame.curve !== null) {
    const titles = { x: pair[0], y: record.dataset?.target ?? sample?.target ?? 'output' };
    return fitFigure(words('Fitted curve'), { curve: frame.curve, titles, sample });
  }
  if (frame.surface !== null) {
    const { surface } = frame;
    return surfaceFigure(words('Output over the plane'), {
      surface,
      features: pair,
      domain: links.domain ?? [0, 1],
      ranges: links.ranges,
      sample,
      solid,
      camera,
    });
  }
  if (frame.regions === null) return null;
  const classes = record.dataset?.classes ?? sample?.classes ?? [];
  return regionFigure(words('Classes over the plane'), {
    regions: frame.regions,
    features: pair,
    classes,
    sample,
  });
}
