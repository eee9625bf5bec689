import { say } from '../../../src-shared/language/say';
import { toasts, type Toasts } from './toasts.svelte';

/** Something a person changed, from one value to another, that can be taken back and done again. */
export interface Edit<T = unknown> {
  /** Edits of the same key within a second are one; null: it stays its own. */
  readonly key: string | null;
  readonly before: T;
  readonly after: T;
  /** What it changed, as a menu and a message say: "Learning rate 0.03 → 0.1". */
  readonly describe: (before: T, after: T) => string;
  /** Makes it so. @returns why it cannot be, as a sentence; null: it is so */
  readonly apply: (value: T) => Promise<string | null> | string | null;
  /** Where it can be seen, for whoever leads there. */
  readonly place?: EditPlace;
  /** Whether it ends in a value that nobody means, such as a number half typed: the next one joins it. */
  readonly isDraft?: boolean;
  /** Whether nothing was changed in the end; left out: where both are the same object or value. */
  readonly isSame?: (before: T, after: T) => boolean;
  /** What it belongs to: edits of something that is gone are dropped together. */
  readonly scope?: object;
}

export type EditPlace = 'form' | 'runs' | 'compare';

/** Edits of the same key are one within this time, in milliseconds. */
const MERGE_MS = 1000;
/** The oldest edits are forgotten beyond this. */
const MAX_EDITS = 100;

/** An edit as it is kept: its values change as later edits join it. */
interface Kept {
  readonly edit: Edit;
  readonly before: unknown;
  after: unknown;
  isDraft: boolean;
  at: number;
  label: string;
}

/** What can be told of an edit that was made, to take that one back. */
export type EditHandle = object;

/** Edits of the window in their order, to be undone and redone. */
export class History {
  readonly #toasts: Toasts;
  #done = $state.raw<readonly Kept[]>([]);
  #undone = $state.raw<readonly Kept[]>([]);
  /** One after the other, however fast the keys are pressed. */
  #turn: Promise<unknown> = Promise.resolve();
  #revision = 0;
  /** The message about the edit undone or redone last. */
  #messageId: number | null = null;

  constructor(into: Toasts = toasts) {
    this.#toasts = into;
  }

  /** The edit that would be undone; null: there is none. */
  get undoLabel(): string | null {
    return this.#done.at(-1)?.label ?? null;
  }

  /** The edit that would be redone; null: there is none. */
  get redoLabel(): string | null {
    return this.#undone.at(-1)?.label ?? null;
  }

  /** Counts the edits that were added or joined. */
  get revision(): number {
    return this.#revision;
  }

  /** Notes an edit that was just made; what was undone before cannot be redone any more. */
  add<T>(edit: Edit<T>): EditHandle {
    this.#revision += 1;
    this.#undone = [];
    const given = edit as unknown as Edit;
    const last = this.#done.at(-1);
    const now = Date.now();
    if (last !== undefined && given.key !== null && last.edit.key === given.key) {
      if (last.isDraft || now - last.at <= MERGE_MS) return this.#join(last, given, now);
    }
    const { before, after, isDraft = false } = given;
    const label = given.describe(before, after);
    const kept: Kept = { edit: given, before, after, isDraft, at: now, label };
    this.#done = [...this.#done, kept].slice(-MAX_EDITS);
    return kept;
  }

  #join(last: Kept, { after, isDraft = false }: Edit, now: number): EditHandle {
    const { edit, before } = last;
    const isSame = edit.isSame ?? Object.is;
    Object.assign(last, { after, isDraft, at: now, label: edit.describe(before, after) });
    const others = this.#done.slice(0, -1);
    this.#done = isSame(before, after) ? others : [...others, last];
    return last;
  }

  /** The outcome of the last edit became another one by itself: redoing it leads there. */
  amend(scope: object, after: unknown): void {
    const last = this.#done.at(-1);
    if (last?.edit.scope === scope) last.after = after;
  }

  /** Forgets the edits of something that is gone. */
  drop(scope: object): void {
    const isOther = ({ edit }: Kept): boolean => edit.scope !== scope;
    this.#done = this.#done.filter(isOther);
    this.#undone = this.#undone.filter(isOther);
  }

  /** Takes the last edit back, and says so. @returns where it can be seen; null: nowhere, or nothing was done */
  undo(): Promise<EditPlace | null> {
    return this.#inTurn(async () => {
      const kept = this.#done.at(-1);
      if (kept === undefined) return null;
      this.#done = this.#done.slice(0, -1);
      const reason = await kept.edit.apply(kept.before);
      if (!this.#tell(kept, reason, say('Undid'))) return null;
      this.#undone = [...this.#undone, kept];
      return kept.edit.place ?? null;
    });
  }

  /** Does the edit again that was undone last, and says so. @returns as `undo` does */
  redo(): Promise<EditPlace | null> {
    return this.#inTurn(async () => {
      const kept = this.#undone.at(-1);
      if (kept === undefined) return null;
      this.#undone = this.#undone.slice(0, -1);
      const reason = await kept.edit.apply(kept.after);
      if (!this.#tell(kept, reason, say('Redid'))) return null;
      // The next edit is one of its own.
      kept.at = 0;
      this.#done = [...this.#done, kept].slice(-MAX_EDITS);
      return kept.edit.place ?? null;
    });
  }

  /** Takes one edit back wherever it stands, e.g. by a button of the message about it. */
  takeBack(handle: EditHandle): Promise<void> {
    return this.#inTurn(async () => {
      const kept = this.#done.find((one) => one === handle);
      if (kept === undefined) return;
      const isLast = kept === this.#done.at(-1);
      this.#done = this.#done.filter((one) => one !== kept);
      const reason = await kept.edit.apply(kept.before);
      if (reason !== null) this.#toasts.info(say('Skipped: {kept}. {reason}', { kept: kept.label, reason }));
      else if (isLast) this.#undone = [...this.#undone, kept];
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  /** @returns whether it was done */
  #tell({ label }: Kept, reason: string | null, verb: string): boolean {
    if (this.#messageId !== null) this.#toasts.dismiss(this.#messageId);
    const text = reason === null ? `${verb}: ${label}` : say('Skipped: {label}. {reason}', { label, reason });
    this.#messageId = this.#toasts.info(text);
    return reason === null;
  }
}
