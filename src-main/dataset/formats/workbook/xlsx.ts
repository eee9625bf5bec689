import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { TableSources } from '../../../../src-shared/dataset/format';
import { Slices } from '../../source/slices';
import type { Source } from '../../source/source';
import { ZipArchive } from '../archive/zip';
import type { Conversion, ConversionRequest } from '../conversion';
import { parseRange } from './cell-range';
import { noSheet, readPart, sheetsNote } from './parts';
import { SheetGrid, type UsedColumns } from './sheet-grid';
import { XlsxCells, type CellWords } from './xlsx-cells';
import { readMeanings, readStrings, readWorkbook, type SheetPart } from './xlsx-parts';

/**
 * Writes a sheet of an Excel workbook (ECMA-376) as text: numbers with all their digits, dates as ISO
 * 8601 by their number formats, booleans as TRUE and FALSE, formulas as the values stored with them.
 * @throws BenchtopError where the workbook is damaged, or has no such sheet
 */
export function convertXlsx(request: ConversionRequest): Promise<Conversion> {
  const { source, options, writer, findings } = request;
  const { signal, onProgress } = options;
  const slices = new Slices(signal);
  return ZipArchive.with(source, async (archive) => {
    const workbook = await readWorkbook(source, archive);
    const words: CellWords = {
      strings: await readStrings(source, archive, workbook.stringsEntry, () => slices.next()),
      meanings: await readMeanings(source, archive, workbook.stylesEntry),
      isFrom1904: workbook.isFrom1904,
    };
    const range = parseRange(options.source?.range);
    /** null where only a sheet with a table is wanted, and this one has none: nothing is written then. */
    const write = async (
      sheet: SheetPart,
      columns: UsedColumns | null,
      needsTable: boolean,
    ): Promise<SheetGrid | null> => {
      const entry = archive.entry(sheet.entry);
      if (entry === null) throw damaged(source, sheet);
      const grid = new SheetGrid(writer, range, columns);
      const cells = new XlsxCells(grid, words, findings);
      let taken = 0;
      await readPart(source, archive, entry, cells, async () => {
        if (writer.isFull) await writer.flush();
        taken += CHUNK_BYTES;
        const share = Math.min(1, taken / Math.max(1, entry.bytes));
        onProgress?.({ bytes: Math.round(share * source.bytes), totalBytes: source.bytes, rows: grid.rows });
        await slices.next();
      });
      if (needsTable && !grid.hasTable) {
        findings.clear();
        return null;
      }
      const again = grid.finish();
      if (again === null || columns !== null) {
        cells.tell();
        findings.beginAt(grid.used.first);
        return grid;
      }
      await writer.restart();
      findings.clear();
      return write(sheet, again, false);
    };
    const wanted = options.source?.sheet;
    for (const { sheet, needsTable } of candidates(source, workbook.sheets, wanted)) {
      const grid = await write(sheet, null, needsTable);
      if (grid === null || (grid.rows === 0 && wanted === undefined)) continue;
      if (workbook.sheets.length > 1) findings.notes.unshift(sheetsNote(workbook.sheets, sheet.name, wanted));
      return {
        names: null,
        types: null,
        rows: null,
        lines: grid.lines,
        sources: [readSheets(workbook.sheets, sheet.name)],
        others: [],
      };
    }
    throw fail('invalid-data', sentence('{name} has no sheet with a cell in it.', { name: source.name }), {
      file: source.path,
    });
  });
}

/** About what an unpacked piece holds. */
const CHUNK_BYTES = 1 << 18;

interface Candidate {
  readonly sheet: SheetPart;
  /** Passed over where it has a title and no table. */
  readonly needsTable: boolean;
}

/**
 * The sheet that is asked for; else the visible ones, first those with a table and then those with
 * anything, and after them the hidden ones likewise.
 */
function candidates(
  source: Source,
  sheets: readonly SheetPart[],
  wanted: string | undefined,
): readonly Candidate[] {
  if (wanted === undefined) {
    return [false, true].flatMap((hidden) =>
      [true, false].flatMap((needsTable) =>
        sheets.filter(({ isHidden }) => isHidden === hidden).map((sheet) => ({ sheet, needsTable })),
      ),
    );
  }
  const found = sheets.find(({ name }) => name === wanted);
  if (found !== undefined) return [{ sheet: found, needsTable: false }];
  throw noSheet(
    source,
    wanted,
    sheets.map(({ name }) => name),
  );
}

function readSheets(sheets: readonly SheetPart[], chosen: string): TableSources {
  const parts = sheets.map(({ name, isHidden }) => ({ name, isHidden, about: isHidden ? 'hidden' : '' }));
  return { key: 'sheet', chosen, parts };
}

function damaged(source: Source, { name }: SheetPart): Error {
  return fail(
    'file-unreadable',
    sentence('{name} is damaged: its sheet "{sheet}" is missing in it.', { name: source.name, sheet: name }),
    {
      file: source.path,
    },
  );
}
