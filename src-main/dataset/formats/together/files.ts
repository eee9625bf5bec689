import { basename } from 'node:path';
import type { LeftOutRows } from '../../../../src-shared/dataset/left-out';
import type { Dialect, FileSource } from '../../../../src-shared/experiment/schema';
import { at } from '../../../../src-shared/present';
import { sha256OfFile } from '../../../files/hash';
import type { NumberFormat } from '../../scan/cells/numbers';
import type { Conversion, ConversionRequest } from '../conversion';
import type { ReadOptions } from '../../source/read-options';
import { copyRows } from '../copy-rows';
import type { CopiedSuspect } from '../../table/copied-from';

/** One file as its own header has it. */
interface Part {
  readonly path: string;
  readonly names: readonly string[];
  readonly header: number;
}

/**
 * Several files of one shape as one table: columns go by their names, and one more column says which
 * file a row is from. A column that a file lacks is missing in its rows.
 */
export async function convertFiles(request: ConversionRequest): Promise<Conversion> {
  const { source, options, findings, withTable } = request;
  const { files = [], fileColumn = 'file', ...inner } = options.source ?? {};
  const { moved } = options;
  const paths = [source.path, ...(moved?.files ?? files)];
  const others: string[] = [];
  const parts: Part[] = [];
  let dialect: Dialect | undefined = options.dialect;
  let numbers: NumberFormat = { decimal: '.', thousands: '' };
  for (const path of paths) {
    const part = await withTable(path, ownOptions(options, inner, dialect), (table) =>
      Promise.resolve({
        path,
        names: table.names,
        header: table.detected.header,
        numbers: table.numbers,
        isText: !table.isCopy,
      }),
    );
    // A comma in numbers is one in all of them.
    if (parts.length === 0) {
      numbers = part.numbers;
      if (part.isText) dialect = { ...numbers, ...options.dialect };
    }
    parts.push(part);
    if (parts.length > 1) others.push(await sha256OfFile(path));
  }
  const names = [...(parts[0]?.names ?? [])];
  const placed = parts.map((part) => matched(part, at(parts, 0), names, request));
  const labels = toLabels([moved?.path ?? source.path, ...files]);
  const doubtful = new Map<number, CopiedSuspect>();
  const leftOut: LeftOutRows[] = [];
  let rows = 0;
  for (const [i, part] of parts.entries()) {
    const own = placed[i] ?? part.names;
    await withTable(part.path, ownOptions(options, inner, dialect), async (table) => {
      for (const note of table.notes) findings.note(`${labels[i] ?? ''}: ${note}`);
      for (const { reason, text } of table.quarantined) {
        findings.cell(reason, rows + 1, -1, `${labels[i] ?? ''}: ${text}`);
      }
      const sourceIndices = names.map((name) => own.indexOf(name));
      const copied = await copyRows(table, request, {
        sourceIndices,
        further: [labels[i] ?? ''],
        firstRow: rows,
        doubtful,
      });
      rows += copied.rows;
      leftOut.push(...copied.leftOut.map((each) => ({ ...each, text: `${labels[i] ?? ''}: ${each.text}` })));
    });
  }
  findings.notes.unshift(
    `${paths.length} files are read as one; column "${fileColumn}" says which, and rows are numbered through all of them.`,
  );
  return {
    names: [...names, fileColumn],
    types: null,
    rows,
    lines: null,
    sources: [],
    others,
    doubtful,
    leftOut,
    numbers,
  };
}

/** How each of the files is read by itself. */
function ownOptions(options: ReadOptions, source: FileSource, dialect: Dialect | undefined): ReadOptions {
  return { ...options, columns: undefined, dialect, source, moved: undefined };
}

/** A file's columns by the names of the first; new ones are added to `names`. */
function matched(
  part: Part,
  first: Part,
  names: string[],
  { findings }: ConversionRequest,
): readonly string[] {
  if (part === first) return part.names;
  const name = basename(part.path);
  // Without names of its own a file of as many columns has those of the first.
  if (part.header === 0 && first.header > 0 && part.names.length === first.names.length) {
    findings.note(`${name} has no names: its columns are those of ${basename(first.path)} in their order.`);
    return first.names;
  }
  const more = part.names.filter((each) => !names.includes(each));
  const less = first.names.filter((each) => !part.names.includes(each));
  names.push(...more);
  if (more.length > 0)
    findings.note(`${name} has columns that ${basename(first.path)} lacks: ${quoted(more)}.`);
  if (less.length > 0) findings.note(`${name} lacks ${quoted(less)}: missing in its rows.`);
  return part.names;
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
}

/** Their names, with as many of their folders as tell them apart. */
function toLabels(paths: readonly string[]): readonly string[] {
  const split = paths.map((path) => path.split(/[\\/]/));
  const most = Math.max(...split.map(({ length }) => length));
  for (let parts = 1; parts <= most; parts++) {
    const labels = split.map((each) => each.slice(-parts).join('/'));
    if (new Set(labels).size === labels.length) return labels;
  }
  return paths;
}
