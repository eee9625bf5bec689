export { convertFile, type Conversion } from './convert';
export { copyDataFile, hashDataFile } from './file-copy';
export { openDuckDb } from './duckdb';
export { exportGenerated } from './generated';
export { explore } from './explore';
export { inspectFile } from './inspect';
export { look, readPage } from './look';
export { loadDataset, type LoadedDataset, type LoadOptions } from './load';
export { randomPoints, readAskedPoints, typedAskedPoints, type AskedPoints } from './asked-points';
export { checkLook, isQuickToLoad } from './check-look';
export { readPoints } from './points';
export {
  readColumns,
  rowsWhere,
  type ColumnOptions,
  type RawColumn,
  type RawTable,
  type WantedColumn,
} from './raw-table';
export { type ReadOptions } from './read-options';
export { Slices } from './slices';
