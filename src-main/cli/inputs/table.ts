import { resolve } from 'node:path';
import type { TableParams } from '../../runs/dataset-service';
import { dialectOf, type ReadingValues } from '../options/reading';

/** The file that is named, and how it is to be read. */
export function tableOf(file: string, options: ReadingValues): TableParams {
  return { path: resolve(file), columns: options.columns, dialect: dialectOf(options) };
}
