export { convertFile, type Conversion } from './write/convert';
export { copyDataFile, hashDataFile } from './source/file-copy';
export { openDuckDb } from './source/duckdb';
export { exportGenerated } from './prepare/generated';
export { explore } from './explore';
export { drive } from './explore/drive';
export { inspectFile } from './profile/inspect';
export { look, readPage } from './preview/look';
export { loadDataset, type LoadedDataset, type LoadOptions } from './prepare/load';
export { inputAskedPoint, randomPoints, typedAskedPoints } from './predict/asked-points';
export { computedColumns } from './predict/computed-steps';
export { rowOfInputs, rowOfTexts, type UnansweredRow } from './predict/point-cells';
export { checkPointFile, readPointFile, type PointBlock, type PointFile } from './predict/point-file';
export { checkLook, isQuickToLoad } from './prepare/check-look';
export {
  readColumns,
  rowsWhere,
  type ColumnOptions,
  type RawColumn,
  type RawTable,
  type WantedColumn,
} from './columns/raw-table';
export { type ReadOptions } from './source/read-options';
export { provideRowHelpers, serveRows } from './table/read-ahead/row-helpers';
export { Slices } from './source/slices';
