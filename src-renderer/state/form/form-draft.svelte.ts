import type { Experiment } from '../../../src-shared/experiment/schema';
import type { FormFork } from './form-fork';

/** What is on the form, as a value to go back to. */
export interface FormDraftState {
  /** Another one for every experiment that was opened. */
  readonly session: object;
  readonly document: Experiment;
  readonly fork: FormFork | null;
  readonly needsData: boolean;
  readonly isNamed: boolean;
}

/** The experiment on the form, and how it came there. */
export class FormDraft {
  readonly #blank: () => Experiment;
  #session: object = {};
  /** null until one was opened or changed. */
  #opened = $state.raw<Experiment | null>(null);
  #new: Experiment | null = null;
  /** The checkpoint that it goes on from; null: none. */
  fork = $state.raw<FormFork | null>(null);
  /** Whether its data is still to be chosen. */
  needsData = $state(false);
  /** Whether a person gave the name, which then stays. */
  isNamed = false;

  /** @param blank a new experiment, made when it is first looked at: the window opens without its form */
  constructor(blank: () => Experiment) {
    this.#blank = blank;
  }

  get document(): Experiment {
    if (this.#opened !== null) return this.#opened;
    this.#new ??= this.#blank();
    return this.#new;
  }

  set document(document: Experiment) {
    this.#opened = document;
  }

  /** Begins with an experiment of which a person has set all. */
  open(document: Experiment): void {
    this.state = { session: {}, document, fork: null, needsData: false, isNamed: true };
  }

  get session(): object {
    return this.#session;
  }

  get state(): FormDraftState {
    const { document, fork, needsData, isNamed } = this;
    return { session: this.#session, document, fork, needsData, isNamed };
  }

  set state({ session, document, fork, needsData, isNamed }: FormDraftState) {
    this.#session = session;
    this.#opened = document;
    this.fork = fork;
    this.needsData = needsData;
    this.isNamed = isNamed;
  }
}
