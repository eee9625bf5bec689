import { say } from '../../../src-shared/language/say';
import type { Outcome } from '../../../src-shared/ipc/library';
import type { RunEdit } from '../../../src-shared/run/library/edit';
import { NOTE_LENGTH } from '../../../src-shared/run/library/row';
import { settle, type BenchtopApi } from '../../api/client';
import { formatQuantity } from '../../text/format';
import type { EditHandle, History } from '../base/history.svelte';
import { attemptEach, type Toasts } from '../base/toasts.svelte';

/** What a person may change of a run, as it stands. */
export interface EditableRun {
  readonly id: string;
  readonly name: string;
  /** Of a row of the table the beginning only. */
  readonly note: string;
  readonly starred: boolean;
  readonly archived: boolean;
  readonly colour: string;
  readonly tags: readonly string[];
}

/** One edit for some runs. */
interface Part {
  readonly ids: readonly string[];
  readonly edit: RunEdit;
}

/** Changes of runs, each noted so that it can be undone. */
export class RunChanges {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  readonly #history: History;

  constructor(api: BenchtopApi, into: Toasts, history: History) {
    this.#api = api;
    this.#toasts = into;
    this.#history = history;
  }

  /**
   * Changes runs; why some stayed as they were is shown as toasts.
   * @param runs as they stand
   * @param ids of runs that may not be among them: those are changed too, and stay so
   */
  async edit(
    runs: readonly EditableRun[],
    edit: RunEdit,
    ids: readonly string[] = runs.map(({ id }) => id),
  ): Promise<(Outcome & { handle: EditHandle | null }) | null> {
    const whole = edit.note === undefined ? runs : await this.#withNotes(runs);
    const outcome = await attemptEach(this.#api.libraryEdit({ ids: [...ids], edit }), this.#toasts);
    if (outcome === null) return null;
    const changed = whole.filter(({ id }) => outcome.done.includes(id));
    const before = changed.length === 0 ? [] : inverseParts(changed, edit);
    if (before.length === 0) return { ...outcome, handle: null };
    const handle = this.#history.add<readonly Part[]>({
      key: null,
      before,
      after: [{ ids: changed.map(({ id }) => id), edit }],
      describe: () => editText(changed, edit),
      apply: (parts) => this.#apply(parts),
    });
    return { ...outcome, handle };
  }

  /** Moves runs to the trash. @param name of what goes, for the menu: “cars”, 3 runs */
  async remove(
    ids: readonly string[],
    name: (done: readonly string[]) => string,
    onBack: (ids: readonly string[]) => void = () => undefined,
  ): Promise<(Outcome & { handle: EditHandle | null }) | null> {
    const outcome = await attemptEach(this.#api.libraryDelete({ ids: [...ids] }), this.#toasts);
    if (outcome === null) return null;
    const { done } = outcome;
    if (done.length === 0) return { ...outcome, handle: null };
    const handle = this.#history.add<boolean>({
      key: null,
      before: true,
      after: false,
      describe: () => say('Delete {done}', { done: name(done) }),
      apply: async (isThere) => {
        const request = { ids: [...done] };
        const problem = await this.#ask(
          isThere ? this.#api.libraryRestore(request) : this.#api.libraryDelete(request),
        );
        if (problem === null && isThere) onBack(done);
        return problem;
      },
    });
    return { ...outcome, handle };
  }

  async #withNotes(runs: readonly EditableRun[]): Promise<readonly EditableRun[]> {
    if (runs.every(({ note }) => note.length < NOTE_LENGTH)) return runs;
    const answer = await settle(this.#api.libraryRecords({ ids: runs.slice(0, 200).map(({ id }) => id) }));
    return answer.ok ? answer.value.map(({ record }) => record) : [];
  }

  async #apply(parts: readonly Part[]): Promise<string | null> {
    const problems: (string | null)[] = [];
    for (const { ids, edit } of parts)
      problems.push(await this.#ask(this.#api.libraryEdit({ ids: [...ids], edit })));
    return problems.every((problem) => problem !== null) ? (problems[0] ?? null) : null;
  }

  /** Why nothing of it was done; null: something was, and why the rest was not is shown as toasts. */
  async #ask(answer: ReturnType<BenchtopApi['libraryEdit']>): Promise<string | null> {
    const outcome = await settle(answer);
    if (!outcome.ok) return outcome.error.message;
    const { done, problems } = outcome.value;
    if (done.length === 0 && problems[0] !== undefined) return problems[0];
    for (const problem of problems) this.#toasts.error(problem);
    return null;
  }
}

/** What makes runs as they were before an edit, runs of the same change together. */
function inverseParts(runs: readonly EditableRun[], edit: RunEdit): Part[] {
  const parts = new Map<string, { ids: string[]; edit: RunEdit }>();
  for (const run of runs) {
    const inverse = inverseEdit(run, edit);
    if (Object.keys(inverse).length === 0) continue;
    const key = JSON.stringify(inverse);
    const part = parts.get(key) ?? { ids: [], edit: inverse };
    part.ids.push(run.id);
    parts.set(key, part);
  }
  return [...parts.values()];
}

function inverseEdit(run: EditableRun, edit: RunEdit): RunEdit {
  const added = (edit.addTags ?? []).filter((tag) => !run.tags.includes(tag));
  const removed = (edit.removeTags ?? []).filter((tag) => run.tags.includes(tag));
  const changes = <K extends 'name' | 'note' | 'starred' | 'archived' | 'colour'>(key: K): object =>
    edit[key] === undefined || edit[key] === run[key] ? {} : { [key]: run[key] };
  return {
    ...changes('name'),
    ...changes('note'),
    ...changes('starred'),
    ...changes('archived'),
    ...changes('colour'),
    ...(added.length === 0 ? {} : { removeTags: added }),
    ...(removed.length === 0 ? {} : { addTags: removed }),
  };
}

function editText(runs: readonly EditableRun[], edit: RunEdit): string {
  const [first] = runs;
  if (first === undefined) return say('Runs');
  const what = runs.length === 1 ? `“${first.name}”` : formatQuantity(runs.length, 'run');
  if (edit.name !== undefined) return say('Rename {what} → “{name}”', { what, name: edit.name });
  if (edit.note !== undefined) return say('Note of {what}', { what });
  if (edit.starred !== undefined)
    return edit.starred ? say('Star {what}', { what }) : say('Remove the star of {what}', { what });
  if (edit.archived !== undefined)
    return edit.archived ? say('Archive {what}', { what }) : say('Unarchive {what}', { what });
  if (edit.colour !== undefined) return say('Colour of {what}', { what });
  return say('Tags of {what}', { what });
}
