import { fail } from '../../../src-shared/errors';
import { counted, sentence } from '../../../src-shared/language/sentence';
import type { Source } from '../source/source';
import { CategoryColumn } from './typed/category-column';
import type { Column } from './typed/column';
import { DateColumn } from './typed/date-column';

/** Error that a file has no column of a name; says which it has. */
export function noColumn(
  names: readonly string[],
  name: string,
  fileName: string,
  file: string,
  field: string,
): Error {
  const known = names
    .slice(0, 20)
    .map((known) => `"${known}"`)
    .join(', ');
  const more = names.length > 20 ? sentence(' and {more} more', { more: names.length - 20 }) : '';
  return fail(
    'invalid-data',
    sentence('{fileName} has no column "{name}": its columns are {known}{more}.', {
      fileName,
      name,
      known,
      more,
    }),
    {
      file,
      column: name,
      field,
    },
  );
}

/**
 * Refuses a column that cannot be read as the type it was read as.
 * @throws BenchtopError where nothing tells the days of its dates from their months, or a category has
 *   more than `mostWords` different texts
 */
export function assertReadable(
  column: Column,
  { name, field, file, mostWords }: { name: string; field: string; file: Source; mostWords: number },
): void {
  const where = { file: file.path, column: name, field };
  if (column instanceof DateColumn && column.isAmbiguous) {
    throw fail(
      'invalid-data',
      sentence(
        'Column "{name}" of {file} has dates such as 1/2/2024 only: nothing tells the day from the month. Write them as 2024-02-01, or read the column as a category.',
        { name, file: file.name },
      ),
      where,
    );
  }
  if (column instanceof CategoryColumn && column.dictionary.isFull) {
    throw fail(
      'invalid-data',
      sentence(
        'Column "{name}" of {file} holds more than {mostWords} different texts: leave it out, or read it as numbers.',
        { name, file: file.name, mostWords: counted(mostWords) },
      ),
      where,
    );
  }
}
