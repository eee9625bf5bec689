import { readingDoubt } from '../../../../src-shared/dataset/doubt';
import { sentence } from '../../../../src-shared/language/sentence';
import { decodeAll } from '../../source/encodings/encoding';
import { Slices } from '../../source/slices';
import { detectSourceEncoding } from '../../source/source';
import type { Conversion, ConversionRequest } from '../conversion';
import { LineMap } from '../../table/line-map';
import { wholeFile } from '../whole-file';
import { fixedColumns, type FixedColumn } from '../../source/format/fixed-width';

const ACROSS = 'a value that stands across two columns';

/** Writes fixed-width text as cells, cut at the places where every line has blanks. */
export async function convertFixed(request: ConversionRequest): Promise<Conversion> {
  const { source, options, writer, findings } = request;
  const bytes = await wholeFile(source, options, sentence('save it as CSV'));
  const { encoding } = await detectSourceEncoding(source, options.dialect?.encoding);
  const lines = decodeAll(bytes, encoding)
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/);
  const columns = fixedColumns(lines.filter((line) => line.trim() !== '')) ?? [{ start: 0, end: Infinity }];
  const map = new LineMap();
  const slices = new Slices(options.signal);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    map.note(writer.lines + 1, i + 1);
    const cut = findCuts(line, columns);
    for (let c = 0; c < columns.length; c++) writer.cell(line.slice(cut[c], cut[c + 1]).trim());
    writer.endRow();
    const moved = columns.findIndex(({ start }, c) => c > 0 && cut[c] !== start && cut[c] !== line.length);
    if (moved > 0) findings.cell(ACROSS, i + 1, moved - 1, line.slice(cut[moved - 1], cut[moved]).trim());
    if (writer.isFull) await writer.flush();
    if ((i & 1023) === 0) await slices.next();
  }
  findings.note(
    `Cells are cut where all lines have blanks: ${columns.length} columns, from the characters ${columns.map(({ start }) => start + 1).join(', ')} on.`,
  );
  return {
    names: null,
    types: null,
    rows: null,
    lines: map,
    sources: [],
    others: [],
    doubts: [
      readingDoubt(
        sentence('The lines are cut into columns at fixed places; every blank could also be a border.'),
        sentence('Cut at every blank'),
        { delimiter: 'whitespace' },
      ),
    ],
  };
}

/** Where a line is cut: a word across a border belongs to the column where it begins. */
function findCuts(line: string, columns: readonly FixedColumn[]): number[] {
  const cuts = columns.map(({ start }) => {
    let at = Math.min(start, line.length);
    while (at > 0 && at < line.length && line[at - 1] !== ' ' && line[at] !== ' ') at++;
    return at;
  });
  return [...cuts, line.length];
}
