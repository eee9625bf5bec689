import { say } from '../../../src-shared/language/say';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { columnRange } from '../../values/range';
import type { PlaneRanges } from './view';

/** Ranges of a sample's first two features with some room around; null where it has fewer. */
export function samplePlane(sample: PointSample | null): PlaneRanges | null {
  if (sample === null || sample.features.length < 2) return null;
  const width = sample.features.length;
  return { x: columnRange(sample.values, width, 0), y: columnRange(sample.values, width, 1) };
}

/** Why points cannot be drawn, as a sentence; null: they can. */
export function whyNoSample(sample: PointSample | null): string | null {
  return sample === null ? say('The rows that it was trained on cannot be read.') : null;
}
