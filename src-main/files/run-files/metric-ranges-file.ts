import { open } from 'node:fs/promises';
import { ROW_COUNTS } from '../../../src-shared/run/live/frames';
import { withRows, type MetricRanges } from '../../../src-shared/run/record/metric-ranges';
import { splitCells } from '../csv/csv-text';

const BLOCK_BYTES = 1 << 16;

/**
 * The least and greatest values in a metrics.csv, read in blocks of about a millisecond: logs may
 * hold millions of rows. A torn line counts for nothing; a file that is not there has no values.
 */
export async function readMetricRanges(path: string): Promise<MetricRanges> {
  let file;
  try {
    file = await open(path, 'r');
  } catch {
    return {};
  }
  try {
    let ranges: MetricRanges = {};
    let header: readonly string[] | null = null;
    let rest = Buffer.alloc(0);
    const block = Buffer.alloc(BLOCK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(block, 0, BLOCK_BYTES);
      if (bytesRead === 0) return ranges;
      const bytes = Buffer.concat([rest, block.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf(0x0a) + 1;
      rest = bytes.subarray(end);
      const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
      if (header === null && lines.length > 0) header = splitCells(lines.shift() ?? '');
      if (header !== null) ranges = withLines(ranges, header, lines);
    }
  } finally {
    await file.close();
  }
}

function withLines(ranges: MetricRanges, header: readonly string[], lines: readonly string[]): MetricRanges {
  const rows = lines.map((line) => line.split(',')).filter((cells) => cells.length === header.length);
  const column = (c: number): Float64Array =>
    Float64Array.from(rows, (cells) => (cells[c] === '' ? NaN : Number(cells[c])));
  const series = Object.fromEntries(
    header.flatMap((name, i) => (i < 2 || ROW_COUNTS.includes(name) ? [] : [[name, column(i)]])),
  );
  return withRows(ranges, { step: column(0), elapsedMs: column(1), series });
}
