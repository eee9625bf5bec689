import { z } from 'zod';
import { REPORT_FORMATS } from '../report/format';
import { optionalTask, runId } from './request-fields';

/** Requests about documents of runs; part of the map of all requests. */

/** A run or several, in the order in which they are compared, or a group. */
const reportOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('runs'), ids: z.array(runId).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('group'), id: z.string().regex(/^[a-z0-9-]{8,50}$/) }),
]);
export type ReportOf = z.output<typeof reportOf>;

/** What goes on the clipboard: all but the page. */
const TEXT_FORMATS = REPORT_FORMATS.filter((format) => format !== 'html');

export const REPORT_REQUESTS = {
  /** Makes a page and puts it where main's dialog says. */
  'reports.save': z.strictObject({ of: reportOf, task: optionalTask }),
  /** Puts words or tables for a paper on the clipboard. */
  'reports.copy': z.strictObject({ of: reportOf, format: z.enum(TEXT_FORMATS), task: optionalTask }),
} as const;

export interface ReportResponses {
  /** null: the dialog was cancelled. */
  'reports.save': { readonly path: string } | null;
  'reports.copy': null;
}
