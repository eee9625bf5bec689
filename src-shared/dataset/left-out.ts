import { z } from 'zod';
import { lazy } from '../lazy';

/**
 * What stands in a data file beside the rows of its table, and is left out: footers below it, its
 * header once more, another table above or below, rows of nothing but delimiters.
 */
export const LEFT_OUT_KINDS = ['footers', 'repeatedHeaders', 'otherTables', 'emptyRows'] as const;
export type LeftOutKind = (typeof LEFT_OUT_KINDS)[number];

export const leftOutRowsSchema = lazy(() =>
  z.object({
    /** What it is; `dialect.keep` with this kind reads it as rows. */
    kind: z.enum(LEFT_OUT_KINDS),
    /** First and last line in the file, 1-based. */
    from: z.number().int(),
    to: z.number().int(),
    /** Rows; one whose quoted cells span lines counts once, blank lines do not count. */
    count: z.number().int(),
    /** Why, for people: `a footer`, `the header again`, `another table`, `no values`. */
    reason: z.string(),
    /** The first of these rows, at most 1,000 characters of it. */
    text: z.string(),
  }),
);

/** Neighbouring rows of a file that are left out for the same reason. */
export type LeftOutRows = z.output<typeof leftOutRowsSchema>;
