import type { ColumnProfile, InspectReport } from '../../src-shared/dataset/report';

/** For tests: what main knows of a data file. */

const NO_PICTURE = { bad: 0, distinctAtLeast: false, histogram: null, top: [] };

/** A column of numbers, as the profile of a file has it. */
function column(name: string, changes: Partial<ColumnProfile> = {}): ColumnProfile {
  return {
    name,
    type: 'number',
    missing: 0,
    min: 50,
    max: 90,
    mean: 70,
    std: 5,
    distinct: 190,
    ...NO_PICTURE,
    ...changes,
  };
}

/** Report of a text file with these columns once it was read. */
function report(columns: ColumnProfile[], header: number, rows = 200): InspectReport {
  const dialect = {
    delimiter: 'whitespace',
    quote: '"',
    escape: '"',
    comment: '',
    header,
    encoding: 'utf-8',
    newline: 'lf',
    decimal: '.',
    thousands: '',
    skip: 0,
    byteOrderMark: false,
  } as const;
  return {
    path: '/data/hw-data.txt',
    name: 'hw-data.txt',
    bytes: 5000,
    sha256: 'x',
    format: 'csv',
    sources: [],
    dialect,
    rows,
    columns,
    rejected: [],
    rejectedCount: 0,
    reasons: [],
    notes: [],
    doubts: [],
    leftOut: [],
    preview: [1, 2, 3].map((index) => [String(index), ...columns.slice(1).map(() => '60')]),
  };
}

/** A column that numbers the rows. */
const index = (name: string): ColumnProfile => column(name, { min: 1, max: 200, distinct: 200 });
/** Rows of two numbers, numbered, without a header. */
export const heights = report([index('column0'), column('column1'), column('column2')], 0);
