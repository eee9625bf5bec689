import { say } from '../../language/say';
import { z } from 'zod';
import { lazy } from '../../lazy';

/** Columns, rows or a block of a sheet: `B3:F40`, `B:F`, `3:40`. */
const RANGE =
  /^(?:[A-Za-z]{1,3}[1-9]\d{0,6}:[A-Za-z]{1,3}[1-9]\d{0,6}|[A-Za-z]{1,3}:[A-Za-z]{1,3}|[1-9]\d{0,6}:[1-9]\d{0,6})$/;

const partName = lazy(() => z.string().min(1).max(1024));

/**
 * Which table of a file is meant where it can hold several, and which other files of the same shape
 * are read with it. What is left out is chosen by the reader, which says what it chose.
 */
export const fileSourceSchema = lazy(() =>
  z
    .strictObject({
      /** A workbook's sheet by its name; left out: the first visible one that has cells. */
      sheet: partName.optional(),
      /** Cells of the sheet, e.g. `B3:F40`, `B:F` or `3:40`; left out: all that are filled. */
      range: z.string().max(40).regex(RANGE, 'A range of cells is written B3:F40, B:F or 3:40.').optional(),
      /** A database's table or view by its name; left out: the only one, or the first. */
      table: partName.optional(),
      /** One SELECT in the database's own SQL, in place of `table`. */
      query: z.string().min(1).max(100_000).optional(),
      /** An array of an .npz archive, or the list of a JSON document, by its name. */
      array: partName.optional(),
      /** A file of a ZIP archive by its name in it; left out: the only table, or the first. */
      entry: partName.optional(),
      /** Further files of the same shape, whose rows follow those of the first. */
      files: z.array(z.string().min(1).max(4096)).min(1).max(10_000).optional(),
      /** Name of the column that says which file a row is from; left out: `file`. Only with `files`. */
      fileColumn: z.string().min(1).max(10_000).optional(),
    })
    .superRefine(({ table, query, files, fileColumn }, context) => {
      if (table !== undefined && query !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['query'],
          message: say('Give a table or a query, not both.'),
        });
      }
      if (fileColumn !== undefined && files === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['fileColumn'],
          message: say('A column that says which file goes with several files.'),
        });
      }
    }),
);
export type FileSource = z.output<typeof fileSourceSchema>;
