import type { TableLook } from '../../../src-shared/dataset/look';
import type { KnownTable } from '../../../src-shared/experiment/proposal';

/** What a first look at a file tells, in the form of a report. */
export function toKnownTable({ path, format, dialect, columns, page }: TableLook): KnownTable {
  return {
    path,
    format,
    dialect,
    columns,
    rows: page.totalRows,
    preview: page.rows.map(({ cells }) => cells),
  };
}
