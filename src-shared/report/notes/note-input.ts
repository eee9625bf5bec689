import type { Group } from '../../group/group';
import type { MetricColumns } from '../../run/live/frames';
import type { RunRecord } from '../../run/record/record';

/** A run that a page shows, with what it logged where curves of it are drawn. */
export interface NoteRun<Logged> {
  readonly record: RunRecord;
  readonly logged: Logged;
}

/** What a page embeds, once it was looked up. `metric`: curves of it are drawn; null: figures are shown. */
export type NotePart<Logged> =
  /** There is no such run or group, or what was written names none; a sentence. */
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'runs'; readonly runs: readonly NoteRun<Logged>[]; readonly metric: string | null }
  | { readonly kind: 'group'; readonly group: Group; readonly records: readonly RunRecord[] };

/** A page of the notebook with all that it embeds. `Logged`: where it lies, or what it is. */
export interface NotePage<Logged = MetricColumns | null> {
  readonly name: string;
  /** Markdown. */
  readonly text: string;
  /** By the address that the page names. */
  readonly parts: Readonly<Record<string, NotePart<Logged>>>;
}
