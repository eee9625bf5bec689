import { nearestIndex } from '../../values/nearest';
import type { Playback, PlaybackSource } from '../contract/playback';

/** A regression at the steps whose models were kept. */
export function regressionPlayback<Kind extends 'linear-regression' | 'logistic-regression'>({
  keptSteps,
  keptFrame,
}: PlaybackSource<Kind>): Playback<Kind> {
  return {
    steps: keptSteps,
    indexAt: (step) => nearestIndex(keptSteps, step),
    at(index) {
      const step = keptSteps[index];
      if (step === undefined) return null;
      const frame = keptFrame(step);
      return frame === null ? 'loading' : { frame, historyRow: null, step, label: null };
    },
  };
}
