export { convertFile, readPoints, type Conversion } from './convert';
export { openDuckDb } from './duckdb';
export { inspectFile } from './inspect';
export { loadDataset, type LoadedDataset } from './load';
