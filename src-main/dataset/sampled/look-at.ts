import type { RowPage, TableLook } from '../../../src-shared/dataset/look';
import type { InspectReport } from '../../../src-shared/dataset/report';
import { previewFile, readPage as readPageOfFile } from '../preview/preview';
import { inspectFile } from '../profile/inspect';
import type { ReadOptions } from '../source/read-options';
import { isStreamedPath } from '../stream/find-files';
import { inspectStreamed } from './streamed-report';
import { lookStreamed, pageOfStreamed } from './streamed-look';

/** As `previewFile`; a table that is streamed is looked at where it lies. */
export function lookAt(path: string, options: ReadOptions): Promise<TableLook> {
  return isStreamedTable(path, options) ? lookStreamed(path, options) : previewFile(path, options);
}

/** Rows anywhere in a table, streamed or not. @param from 0-based number of the first */
export function readPage(path: string, options: ReadOptions, from: number, count: number): Promise<RowPage> {
  return isStreamedTable(path, options)
    ? pageOfStreamed(path, options, from, count)
    : readPageOfFile(path, options, from, count);
}

/** As `inspectFile`; of a table that is streamed some figures are of a sample, as its notes say. */
export function inspectTable(path: string, options: ReadOptions): Promise<InspectReport> {
  return isStreamedTable(path, options) ? inspectStreamed(path, options) : inspectFile(path, options);
}

/** Several files that are named one by one are held. */
function isStreamedTable(path: string, { source }: ReadOptions): boolean {
  return source?.files === undefined && isStreamedPath(path);
}
