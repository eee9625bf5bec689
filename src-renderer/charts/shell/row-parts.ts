import type { PointSample } from '../../../src-shared/run/live/frames';

/** Which part of the data a row of a sample is of. */
export interface RowPart {
  readonly isTraining: boolean;
  /** The model says another class. */
  readonly isWrong: boolean;
}

/**
 * Whether a point of a sample is a row that the model was trained on. The rows of a run are its training rows and then
 * its validation rows, and a sample takes every so-many-th of them.
 * @param trainRows of the run; null where that is not known: all
 */
export function isTrainingRow(
  { count, totalRows }: Pick<PointSample, 'count' | 'totalRows'>,
  trainRows: number | null,
  point: number,
): boolean {
  return trainRows === null || Math.floor((point * totalRows) / count) < trainRows;
}
