import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { LinePoint } from './decimate';

export type LossConfiguration = ChartConfiguration<'line', LinePoint[]>;
export type LossDataset = ChartDataset<'line', LinePoint[]> & { readonly seriesId: string };

/**
 * The chart's own dataset objects with new content, so that what chart.js keeps about them stays. One
 * with other points is a new one: an update without animation leaves points as they were first drawn.
 */
export function keepDatasets(before: readonly LossDataset[], next: readonly LossDataset[]): LossDataset[] {
  return next.map((dataset) => {
    const kept = before.find(({ seriesId }) => seriesId === dataset.seriesId);
    const isAlike =
      kept?.pointRadius === dataset.pointRadius &&
      kept?.pointBackgroundColor === dataset.pointBackgroundColor;
    return kept === undefined || !isAlike ? dataset : Object.assign(kept, dataset);
  });
}
