import type { ErrorInfo } from '../../../src-shared/errors';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { SavedExperiment } from '../../../src-shared/ipc/map';
import { settle, type BenchtopApi } from '../../api/client';

/** What is saved of an experiment, as a value to go back to. */
export interface FormSavesState {
  readonly stored: Experiment | null;
  readonly kept: Experiment | null;
  readonly id: string | null;
}

/**
 * Saved copies of the experiment on the form: under which name it is saved, and whether changes are unsaved.
 */
export class FormSaves {
  readonly #api: BenchtopApi;
  readonly #document: () => Experiment;
  readonly #refused: (error: ErrorInfo) => void;
  /** Document as last opened or saved, to tell whether there is something to save. */
  #stored = $state.raw<Experiment | null>(null);
  /** Document as last opened, saved or started. */
  #kept: Experiment | null = null;
  #id = $state<string | null>(null);

  readonly dirty: boolean = $derived.by(
    () => this.#stored === null || JSON.stringify(this.#stored) !== JSON.stringify(this.#document()),
  );

  constructor(api: BenchtopApi, document: () => Experiment, refused: (error: ErrorInfo) => void) {
    this.#api = api;
    this.#document = document;
    this.#refused = refused;
  }

  get state(): FormSavesState {
    return { stored: this.#stored, kept: this.#kept, id: this.#id };
  }

  set state({ stored, kept, id }: FormSavesState) {
    this.#stored = stored;
    this.#kept = kept;
    this.#id = id;
  }

  /** null: never saved, or a bundled one, which saving copies. */
  get id(): string | null {
    return this.#id;
  }

  /** Whether it is one of the saved or bundled ones, changed or not. */
  get isStored(): boolean {
    return this.#stored !== null;
  }

  /** Whether opening another experiment would lose work. */
  get unkept(): boolean {
    const document = this.#document();
    return document !== this.#kept && JSON.stringify(document) !== JSON.stringify(this.#kept);
  }

  /** Another experiment was opened. @param id null makes `save` create a new one */
  opened(experiment: Experiment, id: string | null, isStored: boolean): void {
    this.#stored = isStored ? experiment : null;
    this.#id = id;
    this.keep(experiment);
  }

  /** Notes that this content is stored elsewhere, e.g. by the run that was started with it. */
  keep(document: Experiment): void {
    this.#kept = document;
  }

  /** Saves under the same id, or as a new one. @returns what was saved, null on failure */
  async save(as: 'same' | 'new' = 'same'): Promise<SavedExperiment | null> {
    const document = this.#document();
    const id = as === 'new' ? null : this.#id;
    const answer = await settle(this.#api.experimentsSave({ id, experiment: { ...document } }));
    if (!answer.ok) {
      this.#refused(answer.error);
      return null;
    }
    this.opened(document, answer.value.id, true);
    return answer.value;
  }
}
