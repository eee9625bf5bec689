import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { Slices } from '../../source/slices';
import { ZipArchive } from '../archive/zip';
import type { Conversion, ConversionRequest } from '../conversion';
import { parseRange } from './cell-range';
import { OdsCells } from './ods-cells';
import { noSheet, readPart, readTags, sheetsNote } from './parts';
import type { UsedColumns } from './sheet-grid';

/**
 * Writes a sheet of an OpenDocument spreadsheet (ISO/IEC 26300) as text: values as they are stored,
 * not as they are shown.
 * @throws BenchtopError where the document is damaged or encrypted, or has no such sheet
 */
export function convertOds(request: ConversionRequest): Promise<Conversion> {
  const { source, options, writer, findings } = request;
  const { signal, onProgress } = options;
  const slices = new Slices(signal);
  return ZipArchive.with(source, async (archive) => {
    let isEncrypted = false;
    await readTags(source, archive, 'META-INF/manifest.xml', (tag) => {
      if (tag === 'encryption-data') isEncrypted = true;
    });
    if (isEncrypted) {
      throw fail(
        'file-unreadable',
        sentence('{name} is protected by a password: save it without one.', { name: source.name }),
        {
          file: source.path,
        },
      );
    }
    const entry = archive.entry('content.xml');
    if (entry === null) {
      throw fail(
        'file-unreadable',
        sentence('{name} is no spreadsheet: content.xml is missing in it.', { name: source.name }),
        {
          file: source.path,
        },
      );
    }
    const wanted = options.source?.sheet;
    const write = async (columns: UsedColumns | null, sheet: string | undefined): Promise<OdsCells> => {
      const cells = new OdsCells(source, writer, findings, {
        range: parseRange(options.source?.range),
        columns,
        sheet,
      });
      await readPart(source, archive, entry, cells, async () => {
        if (writer.isFull) await writer.flush();
        const rows = cells.grid?.rows ?? 0;
        onProgress?.({ bytes: Math.min(source.bytes, writer.lines), totalBytes: source.bytes, rows });
        await slices.next();
      });
      if (cells.grid === null && cells.withoutTable !== null) return write(null, cells.withoutTable);
      const again = cells.grid?.finish() ?? null;
      if (again === null || columns !== null) return cells;
      await writer.restart();
      findings.clear();
      return write(again, cells.chosen ?? sheet);
    };
    const cells = await write(null, wanted);
    const names = cells.sheets.map(({ name }) => name);
    const { grid, chosen } = cells;
    if (grid === null || chosen === null) {
      if (wanted !== undefined && !names.includes(wanted)) throw noSheet(source, wanted, names);
      throw fail('invalid-data', sentence('{name} has no sheet with a cell in it.', { name: source.name }), {
        file: source.path,
      });
    }
    cells.tell();
    findings.beginAt(grid.used.first);
    if (names.length > 1) findings.notes.unshift(sheetsNote(cells.sheets, chosen, wanted));
    return {
      names: null,
      types: null,
      rows: null,
      lines: grid.lines,
      sources: [
        {
          key: 'sheet',
          chosen,
          parts: cells.sheets.map(({ name, isHidden }) => ({
            name,
            isHidden,
            about: isHidden ? 'hidden' : '',
          })),
        },
      ],
      others: [],
    };
  });
}
