import type { TableLook } from '../../../src-shared/dataset/look';
import type { KnownTable } from '../../../src-shared/experiment/proposal';

/** A file's preview in the form of a report. */
export function toKnownTable({ path, format, stream, dialect, columns, page }: TableLook): KnownTable {
  return {
    path,
    format,
    ...(stream === undefined ? {} : { stream }),
    dialect,
    columns,
    rows: page.totalRows,
    preview: page.rows.map(({ cells }) => cells),
  };
}
