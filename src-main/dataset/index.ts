export { convertFile, type Conversion } from './convert';
export { openDuckDb } from './duckdb';
export { explore } from './explore';
export { inspectFile } from './inspect';
export { look, readPage } from './look';
export { loadDataset, type LoadedDataset, type LoadOptions } from './load';
export { readPoints } from './points';
export { type ReadOptions } from './table';
