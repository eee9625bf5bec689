import { at as elementAt } from '../../../src-shared/present';
import type { KMeansFrame, ModelHistory } from '../../../src-shared/run/live/frames';
import { mapRows, type Space } from '../shell/space';

export function frameIn(frame: KMeansFrame, width: number, space: Space): KMeansFrame {
  return { ...frame, centers: mapRows(frame.centers, 0, width, frame.centers.length / width, space) };
}

/** Rows of restart and centres; null where they do not fit the features. */
export function historyIn(history: ModelHistory, width: number, space: Space): ModelHistory | null {
  const columns = history.columns.length;
  const lead = history.columns[0] === 'restart' ? 1 : 0;
  const k = (columns - lead) / width;
  if (!Number.isInteger(k)) return null;
  const to = lead + k * space.features.length;
  const values = new Float64Array(history.step.length * to);
  for (let row = 0; row < history.step.length; row++) {
    if (lead === 1) values[row * to] = elementAt(history.values, row * columns);
    for (let c = 0; c < k; c++) {
      space.map(
        history.values,
        row * columns + lead + c * width,
        values,
        row * to + lead + c * space.features.length,
      );
    }
  }
  const names = Array.from({ length: k }, (_, c) => space.features.map((name) => `c${c}.${name}`)).flat();
  return { step: history.step, columns: [...history.columns.slice(0, lead), ...names], values };
}
