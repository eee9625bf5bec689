import { z } from 'zod';
import { REPORT_FORMATS } from '../../report/format';
import { noteName } from '../notes';
import { optionalTask, runId } from '../request-fields';

/** Requests about documents of runs; part of the map of all requests. */

/** A run or several, in the order in which they are compared, or a group, or a page of the notebook. */
const reportOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('runs'), ids: z.array(runId).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('group'), id: z.string().regex(/^[a-z0-9-]{8,50}$/) }),
  z.strictObject({ kind: z.literal('note'), name: noteName }),
]);
export type ReportOf = z.output<typeof reportOf>;

/** What goes on the clipboard: all but the page. */
const TEXT_FORMATS = REPORT_FORMATS.filter((format) => format !== 'html');

export const REPORT_REQUESTS = {
  /** Makes a page and shows how it looks; it is kept until it is saved, or another one is made. */
  'reports.preview': z.strictObject({ of: reportOf, theme: z.enum(['light', 'dark']), task: optionalTask }),
  /** Makes a page, unless the one that was previewed last is it, and puts it where main's dialog says. */
  'reports.save': z.strictObject({ of: reportOf, task: optionalTask }),
  /** Puts words or tables for a paper on the clipboard. */
  'reports.copy': z.strictObject({ of: reportOf, format: z.enum(TEXT_FORMATS), task: optionalTask }),
} as const;

export interface ReportPreview {
  /** PNGs, from the top of the page on, one below the other. */
  readonly pictures: readonly Uint8Array<ArrayBuffer>[];
  /** Whether they show all of the page. */
  readonly isWhole: boolean;
  /** Of the page as it is saved. */
  readonly bytes: number;
}

export interface ReportResponses {
  'reports.preview': ReportPreview;
  /** null: the dialog was cancelled. */
  'reports.save': { readonly path: string } | null;
  'reports.copy': null;
}
