import { centerHistory } from '../../../charts/kmeans/cluster-math';
import {
  halfRoundAtStep,
  halfRoundFrame,
  halfRoundText,
  readHalfRounds,
} from '../../../charts/kmeans/half-rounds';
import { NO_PLAYBACK, type Playback, type PlaybackSource } from '../../contract/playback';

/** k-means by half rounds: rows are assigned, then the centres move. */
export function kmeansPlayback({ history, sample, scale }: PlaybackSource<'kmeans'>): Playback<'kmeans'> {
  const centers = centerHistory(history, sample?.features.length ?? 0);
  if (centers === null) return { ...NO_PLAYBACK, steps: history?.step ?? [] };
  const halfRounds = readHalfRounds(centers);
  const restarts = halfRounds.reduce((max, { restart }) => Math.max(max, restart), 1);
  return {
    steps: halfRounds.length > 0 ? halfRounds.map(({ row }) => centers.stepAt(row)) : (history?.step ?? []),
    indexAt: (step) => halfRoundAtStep(halfRounds, centers, step),
    at(index) {
      const halfRound = halfRounds[index];
      if (sample === null || halfRound === undefined || halfRound.row >= centers.count) return null;
      return {
        frame: halfRoundFrame(centers, halfRound, sample, scale),
        historyRow: halfRound.row,
        step: centers.stepAt(halfRound.row),
        label: halfRoundText(halfRound, restarts),
      };
    },
  };
}
