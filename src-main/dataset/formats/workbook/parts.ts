import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { Source } from '../../source/source';
import type { ZipArchive, ZipEntry } from '../archive/zip';
import { TagProblem, TagReader, type TagListener } from './tags';

/** Parts that are read as a whole: lists of sheets, relations, formats. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Reads a part of a workbook, giving other work a turn between its pieces. */
export async function readPart(
  source: Source,
  archive: ZipArchive,
  entry: ZipEntry,
  listener: TagListener,
  afterPiece: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const reader = new TagReader(listener);
  try {
    for await (const piece of archive.read(entry)) {
      reader.feed(piece);
      await afterPiece();
    }
    reader.end();
  } catch (error) {
    if (!(error instanceof TagProblem)) throw error;
    throw fail(
      'file-unreadable',
      sentence('{name} is damaged: {file} in it has {message}.', {
        name: source.name,
        file: entry.name,
        message: error.message,
      }),
      {
        file: source.path,
      },
    );
  }
}

/** A small part, by its opening tags alone; nothing where it is absent. */
export async function readTags(
  source: Source,
  archive: ZipArchive,
  name: string,
  open: TagListener['open'],
): Promise<boolean> {
  const entry = archive.entry(name);
  if (entry === null) return false;
  if (entry.bytes > MAX_BYTES) {
    throw fail(
      'file-unreadable',
      sentence('{name} cannot be read: {file} in it is too large.', { name: source.name, file: name }),
      {
        file: source.path,
      },
    );
  }
  await readPart(source, archive, entry, { open, close: () => undefined, text: () => undefined });
  return true;
}

/** Of several sheets that one is read, and why it is not the first that is shown. */
export function sheetsNote(
  sheets: readonly { readonly name: string; readonly isHidden: boolean }[],
  chosen: string,
  wanted: string | undefined,
): string {
  const names = sheets.map(({ name }) => name);
  const first = sheets.find(({ isHidden }) => !isHidden)?.name ?? names[0];
  const isHidden = sheets.some((sheet) => sheet.name === chosen && sheet.isHidden);
  const why = wanted === undefined && chosen !== first && !isHidden ? ', the first with a table' : '';
  const others = names.filter((name) => name !== chosen);
  const shown = others.slice(0, 5).map((name) => `"${name}"`);
  const more = others.length - shown.length;
  return `Sheet "${chosen}" is read${why}; the workbook also has ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

/** @throws BenchtopError: no such sheet */
export function noSheet(source: Source, wanted: string, names: readonly string[]): Error {
  return fail(
    'invalid-experiment',
    sentence('{name} has no sheet "{wanted}": its sheets are {names}.', {
      name: source.name,
      wanted,
      names: names.map((name) => `"${name}"`).join(', '),
    }),
    { file: source.path, field: 'dataset.source.sheet' },
  );
}
