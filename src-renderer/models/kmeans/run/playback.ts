import { centerHistory } from '../../../charts/kmeans/cluster-math';
import { momentAtStep, momentFrame, momentWords, replayMoments } from '../../../charts/kmeans/cluster-replay';
import { NO_PLAYBACK, type Playback, type PlaybackSource } from '../../contract/playback';

/** k-means by half rounds: rows are assigned, then the centres move. */
export function kmeansPlayback({ history, sample, scale }: PlaybackSource<'kmeans'>): Playback<'kmeans'> {
  const centers = centerHistory(history, sample?.features.length ?? 0);
  if (centers === null) return { ...NO_PLAYBACK, steps: history?.step ?? [] };
  const moments = replayMoments(centers);
  const restarts = moments.reduce((most, { restart }) => Math.max(most, restart), 1);
  return {
    steps: moments.length > 0 ? moments.map(({ row }) => centers.stepAt(row)) : (history?.step ?? []),
    indexAt: (step) => momentAtStep(moments, centers, step),
    at(index) {
      const moment = moments[index];
      if (sample === null || moment === undefined || moment.row >= centers.count) return null;
      return {
        frame: momentFrame(centers, moment, sample, scale),
        historyRow: moment.row,
        step: centers.stepAt(moment.row),
        label: momentWords(moment, restarts),
      };
    },
  };
}
