import { say } from '../../../../src-shared/language/say';
import type { EditHandle, History } from '../../base/history.svelte';
import type { FileData } from '../../dataset/file-data.svelte';
import type { FileDataState } from '../../dataset/edit/dataset-owner';
import type { FormDraft, FormDraftState } from '../form-draft.svelte';
import type { FormErrors } from '../form-errors.svelte';
import type { FormSaves, FormSavesState } from '../form-saves.svelte';
import type { FormFit, FormFitState } from '../proposed/form-fit.svelte';
import type { FormKinds, FormKindsState } from '../proposed/form-kinds';
import type { SamplePreview } from '../sample/sample-preview.svelte';
import { changedPaths, describeChange, holdsDraft } from './edit-text';

/** The parts of the form that an edit may change. */
interface FormParts {
  readonly kinds: FormKinds;
  readonly saves: FormSaves;
  readonly file: FileData;
  readonly errors: FormErrors;
  readonly preview: SamplePreview;
}

/** The whole form at one moment; none of it is ever changed. */
interface FormMoment {
  readonly draft: FormDraftState;
  readonly fit: FormFitState;
  readonly kinds: FormKindsState;
  readonly saves: FormSavesState;
  readonly file: FileDataState;
}

/**
 * Notes the edits of the experiment on the form. What a person does at once, such as another kind of
 * model with all that suits it, is one edit; what the form adapts by itself later joins the last one.
 */
export class FormHistory {
  readonly #history: History;
  readonly #draft: FormDraft;
  readonly #fit: FormFit;
  readonly #form: FormParts;
  /** As it was after the last edit; null: nothing was edited or opened yet. */
  #last: FormMoment | null = null;
  #before: FormMoment | null = null;
  #isByPerson = false;
  #path: string | null = null;
  #opening: EditHandle | null = null;

  constructor(history: History, draft: FormDraft, fit: FormFit, form: FormParts) {
    this.#history = history;
    this.#draft = draft;
    this.#fit = fit;
    this.#form = form;
  }

  /** The opening that took the place of unsaved work, to be taken back; null: the last one lost none. */
  get opening(): EditHandle | null {
    return this.#opening;
  }

  /**
   * Called before each change.
   * @param by who changes it
   * @param path the one setting that is meant; null: not known
   */
  begin(by: 'person' | 'form', path: string | null = null): void {
    if (this.#before === null) {
      this.#before = this.#last ?? this.#read();
      queueMicrotask(() => {
        this.#end();
      });
    }
    if (by !== 'person') return;
    this.#isByPerson = true;
    this.#path ??= path;
  }

  #end(): void {
    const before = this.#before;
    if (before === null) return;
    const after = this.#read();
    const [isByPerson, path] = [this.#isByPerson, this.#path];
    this.#forget();
    this.#last = after;
    if (before.draft.session !== after.draft.session) return;
    if (!isByPerson) {
      this.#history.amend(this, after);
      return;
    }
    const [from, to] = [before.draft.document, after.draft.document];
    const paths = changedPaths(from, to);
    if (paths.length === 0) return;
    this.#history.add<FormMoment>({
      key: `form ${path ?? paths.join()}`,
      before,
      after,
      describe: (a, b) => describeChange(a.draft.document, b.draft.document, path),
      apply: (moment) => this.#restore(moment),
      place: 'form',
      isDraft: holdsDraft(to),
      isSame: (a, b) => changedPaths(a.draft.document, b.draft.document).length === 0,
      scope: this,
    });
  }

  /** Called around the opening of another experiment: where that loses unsaved work, it can be taken back. */
  open(work: () => void): void {
    this.#end();
    const before = this.#form.saves.unkept ? this.#read() : null;
    work();
    this.#forget();
    this.#opening = null;
    const after = this.#read();
    this.#last = after;
    if (before === null) this.#history.drop(this);
    else this.#note(before, after);
    // What is opened may still be completed at once.
    this.begin('form');
  }

  #note(before: FormMoment, after: FormMoment): void {
    this.#opening = this.#history.add<FormMoment>({
      key: null,
      before,
      after,
      describe: (_, { draft }) => say('Opened “{name}”', { name: draft.document.name }),
      apply: (moment) => this.#restore(moment, true),
      place: 'form',
      scope: this,
    });
  }

  #forget(): void {
    this.#before = null;
    this.#isByPerson = false;
    this.#path = null;
  }

  #read(): FormMoment {
    const { kinds, saves, file } = this.#form;
    return {
      draft: this.#draft.state,
      fit: this.#fit.state,
      kinds: kinds.state,
      saves: saves.state,
      file: file.state,
    };
  }

  /** @param opens whether it may be another experiment */
  #restore(moment: FormMoment, opens = false): string | null {
    const { kinds, saves, file, errors, preview } = this.#form;
    const isOther = this.#draft.session !== moment.draft.session;
    if (isOther && !opens) return say('Another experiment is open.');
    this.#draft.state = moment.draft;
    this.#fit.state = moment.fit;
    kinds.state = moment.kinds;
    if (isOther) {
      saves.state = moment.saves;
      preview.clear();
    }
    const { dataset } = moment.draft.document;
    if (dataset.kind === 'file') file.restore(dataset, moment.file);
    else if (isOther || file.reader.error !== null) file.close();
    errors.clear();
    preview.ask();
    this.#forget();
    this.#last = moment;
    return null;
  }
}
