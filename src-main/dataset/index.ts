export { convertFile, type Conversion } from './convert';
export { copyDataFile, hashDataFile } from './file-copy';
export { openDuckDb } from './duckdb';
export { exportGenerated } from './generated';
export { explore } from './explore';
export { drive } from './explore/drive';
export { inspectFile } from './inspect';
export { look, readPage } from './look';
export { loadDataset, type LoadedDataset, type LoadOptions } from './load';
export { inputAskedPoint, randomPoints, typedAskedPoints } from './asked-points';
export { computedColumns } from './computed-steps';
export { rowOfInputs, rowOfTexts, type UnansweredRow } from './point-cells';
export { checkPointFile, readPointFile, type PointBlock, type PointFile } from './point-file';
export { checkLook, isQuickToLoad } from './check-look';
export {
  readColumns,
  rowsWhere,
  type ColumnOptions,
  type RawColumn,
  type RawTable,
  type WantedColumn,
} from './raw-table';
export { type ReadOptions } from './read-options';
export { provideRowHelpers, serveRows } from './row-helpers';
export { Slices } from './slices';
