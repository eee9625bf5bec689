import type { Repair } from '../../../src-shared/run/explanation/repair';
import type { QueryPoint, PointPredictions } from '../../../src-shared/run/points/query-points';
import type {
  PointFileCheck,
  PointFilePage,
  PointFileResult,
} from '../../../src-shared/run/points/point-file';
import type { PointFile } from '../../dataset/index';
import type { CheckpointLocation } from './locations';

/** File of points and how its columns stand for those of a model. */
export type PointsToCheck = PointFile;
/** File of points that was checked; `stamp` changes when the file does. */
export type CheckedPoints = PointFile & { readonly stamp: string };

/** A model of a run that is asked about points. */
export interface ModelLocation extends CheckpointLocation {
  /** What a person calls the clusters, by their numbers; none: letters. */
  readonly clusterNames: readonly string[];
  /** What repairs the probabilities of the model of its step. */
  readonly repair?: Repair | undefined;
}

export type PointRequest =
  /** Cells or model inputs; a point that cannot be used keeps its problem and stops no other. */
  | { readonly kind: 'rows'; readonly rows: readonly QueryPoint[] }
  /** Cells as a person typed them on a command line: one that cannot be used is an error. */
  | { readonly kind: 'cells'; readonly points: readonly (readonly string[])[] }
  /** Uniform within the range that the features had in training. */
  | { readonly kind: 'random'; readonly n: number; readonly seed: number };

/** Calls about points that a model is asked about, typed ones and files of them. */
export interface PointCalls {
  /** `explains`: also how the answer to the first point comes about. */
  predict: { params: ModelLocation & { points: PointRequest; explains: boolean }; answer: PointPredictions };
  /** Writes points with their answers as CSV; answers with the number of rows. */
  'save-asked': { params: ModelLocation & { points: PointRequest; to: string }; answer: { rows: number } };
  'check-points': { params: ModelLocation & { file: PointsToCheck }; answer: PointFileCheck };
  'predict-file': { params: ModelLocation & { file: CheckedPoints }; answer: PointFileResult };
  'predicted-rows': {
    params: ModelLocation & { file: CheckedPoints; from: number; count: number };
    answer: PointFilePage;
  };
  /** Writes the file's columns and the answers as CSV. */
  'save-predicted': {
    params: ModelLocation & { file: CheckedPoints; to: string; isRaw: boolean };
    answer: { rows: number; notes: readonly string[] };
  };
}
