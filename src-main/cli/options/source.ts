import { basename, resolve } from 'node:path';
import { fileSourceSchema, type FileSource } from '../../../src-shared/experiment/schema';
import { fail } from '../../../src-shared/errors';
import { repeated, text, under, type Values } from '../declare/option';
import { filesMatching } from './files-matching';

/** Which table of a file is read, and which other files with it. */
export const SOURCE_OPTIONS = under('Which table of the file', {
  sheet: text('NAME', 'of a workbook; the first one with cells without the option'),
  range: text('CELLS', 'of the sheet, such as B3:F40, B:F or 3:40'),
  table: text('NAME', 'a table or view of a database'),
  query: text('SELECT', 'a query in the database’s own SQL, in place of --table'),
  array: text('NAME', 'an array of an .npz archive, or a list of a JSON document'),
  entry: text('NAME', 'a file of a ZIP archive'),
  with: repeated(
    'FILE',
    'another file of the same shape, whose rows follow; may hold * and ?, and stand several times',
  ),
  'file-column': text('NAME', 'of the column that says which file a row is from; "file" without the option'),
});

/** What the options of {@link SOURCE_OPTIONS} say. */
export type SourceValues = Values<typeof SOURCE_OPTIONS>;

/** A file, and what of it is read. */
export interface ChosenFile {
  /** Absolute. */
  readonly path: string;
  readonly source?: FileSource;
}

/**
 * The files that words of the command line name, and what of them is read.
 * @param names paths; each may be a pattern with * and ?
 * @throws BenchtopError `usage` where a pattern fits no file or an option cannot be used
 */
export function chosenFile(names: readonly string[], options: SourceValues): ChosenFile {
  const [path = '', ...more] = [...names, ...(options.with ?? [])].flatMap((name) =>
    filesMatching(resolve(name)),
  );
  const { sheet, range, table, query, array, entry } = options;
  const files = more.filter((each, i) => each !== path && more.indexOf(each) === i);
  const given = Object.entries({
    sheet,
    range,
    table,
    query,
    array,
    entry,
    files: files.length === 0 ? undefined : files,
    fileColumn: options['file-column'],
  }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return { path };
  const parsed = fileSourceSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return { path, source: parsed.data };
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? 'with').replace('fileColumn', 'file-column');
  throw fail('usage', `--${name} is not usable for ${basename(path)}: ${issue?.message ?? 'unknown value'}`, {
    field: name,
  });
}
