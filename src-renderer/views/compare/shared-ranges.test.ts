import { describe, expect, it } from 'vitest';
import type { NetworkFrame, PointSample, Surface } from '../../../src-shared/run/live/frames';
import { samplePlane } from '../../models/contract/sample-plane';
import { networkPlane, networkSurface } from '../../models/network/compare/surface';
import { sharedRanges, type CoveredRanges } from './shared-ranges';

const sample = (values: number[], features = ['a', 'b']): PointSample => ({
  features,
  target: null,
  totalRows: values.length / features.length,
  count: values.length / features.length,
  values: Float64Array.from(values),
  targets: new Float64Array(0),
  classes: [],
});
const points = sample([0, 0, 1, 0, 5, 5, 6, 5]);
const surface = (x1: number[], x2: number[], values: number[]): Surface => ({
  x1: Float64Array.from(x1),
  x2: Float64Array.from(x2),
  values: Float32Array.from(values),
});
const network = (over: Surface, activation: string): NetworkFrame => ({
  kind: 'network',
  step: 1,
  layers: [{ inputs: 2, units: 1, activation, kernel: null, bias: null }],
  surface: over,
  regions: null,
  curve: null,
});

const ofNetwork = (frame: NetworkFrame): CoveredRanges => ({
  sample: null,
  domain: networkSurface(frame)?.domain ?? null,
  plane: networkPlane(frame),
});
const ofPoints = (points: PointSample): CoveredRanges => ({
  sample: points,
  domain: null,
  plane: samplePlane(points),
});

describe(sharedRanges, () => {
  it('gives surfaces one range of each axis and of colours', () => {
    const a = network(surface([0, 1], [0, 1], [0, 1, 2, 3]), 'linear');
    const b = network(surface([-1, 0.5], [0, 2], [-1, 0, 0, 0]), 'linear');
    expect(sharedRanges([a, b].map(ofNetwork))).toEqual({
      domain: [-1, 3],
      ranges: { x: [-1, 1], y: [0, 2] },
    });
    const sigmoid = network(surface([0, 1], [0, 1], [0.4, 0.5, 0.5, 0.5]), 'sigmoid');
    expect(sharedRanges([ofNetwork(sigmoid)]).domain).toEqual([0, 1]);
  });

  it('links no axes of different features', () => {
    const links = sharedRanges([points, sample([...points.values], ['a', 'c'])].map(ofPoints));
    expect(links).toEqual({ domain: null, ranges: null });
    expect(sharedRanges([ofPoints(points)]).ranges?.x[1]).toBeGreaterThan(6);
  });
});
