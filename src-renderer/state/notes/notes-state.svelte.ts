import { sayError } from '../../../src-shared/errors';
import { say } from '../../../src-shared/language/say';
import type { Note, NoteEntry } from '../../../src-shared/notes/name';
import { settle, type BenchtopApi } from '../../api/client';
import { attempt, type Toasts } from '../base/toasts.svelte';

/** After the last key that a page is written. */
const SAVE_MS = 500;

type NotesApi = Pick<
  BenchtopApi,
  'on' | 'notesList' | 'notesRead' | 'notesWrite' | 'notesRename' | 'notesDelete' | 'notesRestore'
>;

/** How it stands with the open page on disk. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'conflict' | 'failed';

/** The notebook: its pages, and the one that is open, written by itself as it is edited. */
export class NotesState {
  readonly #api: NotesApi;
  readonly #toasts: Toasts;
  #all = $state.raw<readonly NoteEntry[]>([]);
  #isLoaded = $state(false);
  #page = $state.raw<Note | null>(null);
  #text = $state('');
  #save = $state<SaveState>('saved');
  #problem = $state.raw<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<boolean> | null = null;

  constructor(api: NotesApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
  }

  /** All pages, the one that was changed last first. */
  get all(): readonly NoteEntry[] {
    return this.#all;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Name of the open page; null: none is. */
  get name(): string | null {
    return this.#page?.name ?? null;
  }

  /** The open page as it is edited. */
  get text(): string {
    return this.#text;
  }

  get save(): SaveState {
    return this.#save;
  }

  /** Why the open page is not saved, as a sentence. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Follows what other windows and programs do. The answer ends it, and writes what is not written. */
  start(): () => void {
    const off = this.#api.on('notes.changed', () => void this.refresh());
    void this.refresh();
    return () => {
      off();
      void this.flush();
    };
  }

  /** Reads the list again, and the open page where nothing of it is unsaved. */
  async refresh(): Promise<void> {
    const all = await attempt(this.#api.notesList(), this.#toasts);
    if (all === null) return;
    this.#all = all;
    this.#isLoaded = true;
    const open = this.#page;
    if (open === null || this.#save !== 'saved') return;
    if (!all.some(({ name }) => name === open.name)) this.#close();
    else await this.#reread(open.name);
  }

  async #reread(name: string): Promise<void> {
    const answer = await settle(this.#api.notesRead({ name }));
    // Another page, or an edit, may have come meanwhile.
    if (!answer.ok || this.#page?.name !== name || this.#save !== 'saved') return;
    if (answer.value.stamp !== this.#page.stamp) this.#show(answer.value);
  }

  /** Opens a page once the one before is written. @returns whether it is open */
  async open(name: string): Promise<boolean> {
    if (!(await this.flush())) return false;
    const page = await attempt(this.#api.notesRead({ name }), this.#toasts);
    if (page !== null) this.#show(page);
    return page !== null;
  }

  /**
   * Makes a page and opens it.
   * @returns why it cannot be, as a sentence; null: it is there
   */
  async create(name: string, text: string): Promise<string | null> {
    if (!(await this.flush())) return this.#problem;
    const answer = await settle(this.#api.notesWrite({ name, text, stamp: null }));
    if (!answer.ok) return sayError(answer.error);
    this.#show(answer.value);
    await this.refresh();
    return null;
  }

  /** Adds Markdown at the end of a page, which is opened. @returns whether it could */
  async append(name: string, markdown: string): Promise<boolean> {
    if (!(await this.open(name))) return false;
    this.edit(`${this.#text.trimEnd()}${this.#text.trim() === '' ? '' : '\n\n'}${markdown}\n`);
    return this.flush();
  }

  /** The open page's text becomes another one; it is written soon. */
  edit(text: string): void {
    if (this.#page === null || text === this.#text) return;
    this.#text = text;
    // What is in conflict is not written until a person has decided.
    if (this.#save === 'conflict') return;
    this.#save = 'unsaved';
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_MS);
  }

  /** Writes what is not written yet. @returns whether all is */
  async flush(): Promise<boolean> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#writing !== null) await this.#writing;
    if (this.#save === 'saved') return true;
    if (this.#save === 'conflict') return false;
    this.#writing = this.#write();
    const isDone = await this.#writing;
    this.#writing = null;
    return isDone;
  }

  async #write(): Promise<boolean> {
    const page = this.#page;
    if (page === null) return true;
    const text = this.#text;
    this.#save = 'saving';
    const answer = await settle(this.#api.notesWrite({ name: page.name, text, stamp: page.stamp }));
    if (!answer.ok) {
      this.#save = answer.error.kind === 'conflict' ? 'conflict' : 'failed';
      this.#problem = sayError(answer.error);
      return false;
    }
    this.#page = answer.value;
    this.#problem = null;
    this.#save = this.#text === text ? 'saved' : 'unsaved';
    if (this.#save === 'unsaved') this.#timer = setTimeout(() => void this.flush(), SAVE_MS);
    return this.#save === 'saved';
  }

  /** Of a page in conflict: what is on disk stands, and what was typed here is gone. */
  async takeTheirs(): Promise<void> {
    const { name } = this;
    if (name === null) return;
    const answer = await settle(this.#api.notesRead({ name }));
    if (answer.ok) this.#show(answer.value);
    else if (answer.error.kind === 'not-found') this.#close();
    else this.#problem = sayError(answer.error);
  }

  /** Of a page in conflict: what was typed here is written over what is on disk. */
  async keepMine(): Promise<void> {
    const page = this.#page;
    if (page === null) return;
    const answer = await settle(this.#api.notesRead({ name: page.name }));
    const stamp = answer.ok ? answer.value.stamp : null;
    const isGone = !answer.ok && answer.error.kind === 'not-found';
    if (!answer.ok && !isGone) {
      this.#problem = sayError(answer.error);
      return;
    }
    const written = await settle(this.#api.notesWrite({ name: page.name, text: this.#text, stamp }));
    if (!written.ok) {
      this.#problem = sayError(written.error);
      return;
    }
    this.#show(written.value);
    await this.refresh();
  }

  /** @returns why it cannot be called so, as a sentence; null: it is */
  async rename(to: string): Promise<string | null> {
    const { name } = this;
    if (name === null || to === name) return null;
    if (!(await this.flush())) return this.#problem;
    const answer = await settle(this.#api.notesRename({ name, to }));
    if (!answer.ok) return sayError(answer.error);
    this.#show(answer.value);
    await this.refresh();
    return null;
  }

  /** Moves the open page to the notebook's trash, with Undo on a toast. */
  async remove(): Promise<void> {
    const { name } = this;
    if (name === null || !(await this.flush())) return;
    const gone = await attempt(this.#api.notesDelete({ name }), this.#toasts);
    if (gone === null) return;
    this.#close();
    await this.refresh();
    this.#toasts.info(say('Deleted the page “{name}”.', { name }), {
      label: say('Undo'),
      run: () => void this.#restore(gone.trashed),
    });
  }

  async #restore(trashed: string): Promise<void> {
    const page = await attempt(this.#api.notesRestore({ trashed }), this.#toasts);
    if (page === null) return;
    if (await this.flush()) this.#show(page);
    await this.refresh();
  }

  #show(page: Note): void {
    this.#page = page;
    this.#text = page.text;
    this.#save = 'saved';
    this.#problem = null;
  }

  #close(): void {
    this.#page = null;
    this.#text = '';
    this.#save = 'saved';
    this.#problem = null;
  }
}
