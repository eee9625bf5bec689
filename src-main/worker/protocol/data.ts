import type { Chart, ChartAnswer, ExploredDataset } from '../../../src-shared/dataset/explore';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { RowPage, TableLook } from '../../../src-shared/dataset/look';
import type { InspectReport } from '../../../src-shared/dataset/report';
import type {
  ColumnSettings,
  Dialect,
  Experiment,
  FileSource,
  GeneratedDatasetSpec,
} from '../../../src-shared/experiment/schema';
import type { QueryAnswer, QueryParams } from '../../../src-shared/run/library/query';
import type { Elbow } from '../../../src-shared/models/kmeans/clusters';
import type { Stability } from '../../../src-shared/models/kmeans/stability';
import type { Packed } from '../../../src-shared/ipc/packed';
import type { DataPreview } from '../../../src-shared/run/live/guidance';

/** A data file and how it is to be read; what is left out is detected. */
export interface TableParams {
  readonly path: string;
  readonly source?: FileSource | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly dialect?: Dialect | undefined;
  readonly columnSettings?: readonly ColumnSettings[] | undefined;
}

/** A data file's bytes as of one moment; `sha256` in hex. */
interface FileHash {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly sha256: string;
}

/** Calls about data: files, generated data sets, and what could be trained on them. */
export interface DataCalls {
  /** The first rows and all guesses, however large the file is. */
  look: { params: TableParams; answer: Packed<TableLook> };
  rows: { params: TableParams & { from: number; count: number }; answer: Packed<RowPage> };
  inspect: { params: TableParams; answer: Packed<InspectReport> };
  convert: {
    /** `isRaw`: formulas are written as they are. */
    params: TableParams & { to: string; isRaw: boolean };
    answer: {
      rows: number;
      formulas: number;
      columns: readonly string[];
      rejectedCount: number;
      leftOut: readonly LeftOutRows[];
    };
  };
  explore: { params: { dataset: ExploredDataset; seed: number; chart: Chart }; answer: ChartAnswer };
  /** Writes a generated data set as CSV; answers with the number of rows. */
  'export-generated': {
    params: { dataset: GeneratedDatasetSpec; seed: number; to: string };
    answer: { rows: number };
  };
  /**
   * Loads the data and asks whether the model can be trained on it; of a large file only what a look
   * at it tells.
   */
  check: { params: { experiment: Experiment; readFrom: readonly string[] | null }; answer: null };
  /** The points that training would use, and what the data gives reason to say. */
  sample: { params: { experiment: Experiment; plane: boolean }; answer: DataPreview };
  hash: { params: { path: string }; answer: FileHash };
  /** Into a folder, under a name by its hash; `sha256`: what it must be, null for any. */
  copy: {
    params: { path: string; folder: string; sha256: string | null };
    answer: FileHash & { copy: string };
  };
  /** One SELECT over the runs of the workspace. */
  query: { params: QueryParams; answer: QueryAnswer };
  /** How sure clusterings are over a range of k. */
  stability: { params: { experiment: Experiment; from: number; to: number }; answer: Stability };
  /** k-means over a range of k, with the scores of each. */
  elbow: { params: { experiment: Experiment; from: number; to: number }; answer: Elbow };
}
