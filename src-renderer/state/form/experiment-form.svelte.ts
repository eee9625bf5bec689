import { say } from '../../../src-shared/language/say';
import type { ErrorInfo } from '../../../src-shared/errors';
import { getPath, setPath } from '../../../src-shared/fields/change';
import type { Experiment, GeneratorName } from '../../../src-shared/experiment/schema';
import { MODELS } from '../../../src-shared/models';
import type { NamedDataset } from '../../../src-shared/dataset/named';
import type { SavedExperiment } from '../../../src-shared/ipc/map';
import type { StoredRun } from '../../../src-shared/run/record/record';
import type { BenchtopApi } from '../../api/client';
import { FormDraft } from './form-draft.svelte';
import { FormErrors } from './form-errors.svelte';
import { FormFit } from './proposed/form-fit.svelte';
import { fixedText, forkRequest, type FormFork } from './form-fork';
import { nameFromFile, newExperiment } from './proposed/form-guess';
import { FormKinds } from './proposed/form-kinds';
import { FormRows } from './sample/form-rows';
import { FormSaves } from './form-saves.svelte';
import { FormHistory } from './undo/form-history';
import { FileData } from '../dataset/file-data.svelte';
import { RunStart } from './run-start.svelte';
import { isSampledAnew } from './sample/sampled-anew';
import { SamplePreview } from './sample/sample-preview.svelte';
import { History } from '../base/history.svelte';
import { toasts, type Toasts } from '../base/toasts.svelte';

/** A file above this is not read anew for every choice while its data is worked on. */
const LARGE_BYTES = 200_000_000;

/**
 * The experiment on the form. Numbers that are not numbers yet are NaN, so `document` may be
 * invalid; `errors` say so on every change, field by field.
 */
export class ExperimentForm {
  readonly #toasts: Toasts;
  readonly #start: RunStart;
  readonly #fit: FormFit;
  /** The data file, where the data comes from one. */
  readonly file: FileData;
  /** The points that training would see. */
  readonly preview: SamplePreview;
  readonly errors: FormErrors;
  /** Count and diagnostics of the rows that training would see. */
  readonly rows: FormRows;
  readonly kinds: FormKinds;
  readonly saves: FormSaves;
  /** Steps a second to start with; undefined: as the settings say. */
  speed = $state<number | null | undefined>(undefined);
  readonly #draft: FormDraft;
  readonly edits: FormHistory;
  #editing = false;

  constructor(
    api: BenchtopApi,
    into: Toasts = toasts,
    start = new RunStart(api),
    history: History = new History(into),
  ) {
    this.#start = start;
    this.#toasts = into;
    const document = (): Experiment => this.document;
    const change = (changed: Experiment): void => {
      this.edits.begin('person');
      this.#change(changed);
    };
    this.#draft = new FormDraft(() => {
      const blank = newExperiment();
      this.saves.keep(blank);
      this.#fit.followAll(blank);
      return blank;
    });
    this.#fit = new FormFit(() => this.file.table);
    this.kinds = new FormKinds({ document, change, names: () => this.file.names }, this.#fit);
    this.saves = new FormSaves(api, document, (error) => {
      this.#refuse(error);
    });
    this.rows = new FormRows({
      document,
      preview: () => this.preview,
      file: () => this.file,
      isFork: () => this.fork !== null,
    });
    this.errors = new FormErrors({
      document,
      classes: () => this.rows.classes,
      fork: () => this.fork,
      preview: () => this.preview.error,
      file: () => this.file,
    });
    this.preview = new SamplePreview(
      api,
      () => (this.errors.problems.length > 0 ? null : this.document),
      () => this.#editing && (this.file.reader.preview?.bytes ?? 0) > LARGE_BYTES,
    );
    this.file = new FileData(api, {
      dataset: () => (this.document.dataset.kind === 'file' ? this.document.dataset : null),
      opened: (dataset, table) => {
        this.edits.begin('person');
        this.#draft.needsData = false;
        const { dataset: before, name } = this.document;
        if (before.kind === 'generated') this.kinds.keep(this.document);
        this.#fit.followPreparation(this.file.recalled === null ? dataset : null);
        const named = !this.saves.isStored && !this.#draft.isNamed ? nameFromFile(table.path) : name;
        this.#change(this.#fit.fitted({ ...this.document, name: named, dataset }));
      },
      change: (dataset) => {
        change(this.#fit.fitted({ ...this.document, dataset }));
      },
      adjust: (dataset) => {
        this.#adapt({ ...this.document, dataset });
      },
      profiled: () => {
        this.#adapt(this.document);
      },
    });
    this.edits = new FormHistory(history, this.#draft, this.#fit, this);
  }

  /** What nobody chose follows what is known now. */
  #adapt(document: Experiment): void {
    const fitted = this.#fit.fitted(document);
    if (fitted === this.document) return;
    this.edits.begin('form');
    this.#change(fitted);
  }

  /**
   * Why a setting is as it is, as a clause, where it was proposed and nobody has changed it; else null.
   * @param path dotted, e.g. `training.epochs`
   */
  reasonFor(path: string): string | null {
    return this.file.reasonFor(path) ?? this.#fit.reasonFor(this.document, path);
  }

  /** Fetches the preview of what the form opens with; the answer stops what is still to come. */
  start(): () => void {
    this.preview.ask(0);
    return () => {
      this.preview.cancel();
    };
  }

  get document(): Experiment {
    return this.#draft.document;
  }
  /** null: a run of it starts afresh. */
  get fork(): FormFork | null {
    return this.#draft.fork;
  }

  /** Why a setting cannot be changed here, as one sentence; null where it can. */
  whyFixed(path: string): string | null {
    return fixedText(this.fork, path);
  }

  get starting(): boolean {
    return this.#start.busy;
  }

  /** Why Start is disabled, as one sentence; null when it is not. */
  get startProblem(): string | null {
    if (this.needsData) return say('Choose the data first.');
    return this.starting ? say('Starting…') : this.errors.start;
  }

  /** Opens an experiment to edit. `savedId` null makes Save create a new one. */
  open(experiment: Experiment, savedId: string | null = null, stored = savedId !== null): void {
    this.edits.open(() => {
      this.#draft.open(experiment);
      this.saves.opened(experiment, savedId, stored);
      this.kinds.clear();
      this.#fit.keep(experiment);
      this.file.close();
      this.preview.clear();
      this.errors.clear();
      if (experiment.dataset.kind === 'file') this.file.follow(experiment.dataset);
      this.preview.ask(0);
    });
  }

  /** Opens what a fork of a run may change. @param experiment with the changes made so far */
  openFork(fork: FormFork, experiment: Experiment): void {
    this.open(experiment);
    this.#draft.fork = fork;
  }

  openSaved(item: SavedExperiment): void {
    this.open(item.experiment, item.bundled ? null : item.id, true);
  }

  openNew(): void {
    this.open(newExperiment());
    this.#draft.needsData = true;
    this.#fit.followAll(this.document);
    this.#draft.isNamed = false;
  }

  /** Whether the data of a new experiment is still to be chosen. */
  get needsData(): boolean {
    return this.#draft.needsData;
  }

  /** A generator becomes the data of a new experiment. */
  chooseGenerator(generator: GeneratorName): void {
    this.edits.begin('person');
    this.#draft.needsData = false;
    this.kinds.setGenerator(generator);
  }

  /** A new experiment on a saved data set. */
  openDataset({ name, dataset }: Pick<NamedDataset, 'name' | 'dataset'>): void {
    this.open({ ...newExperiment(), name, dataset });
    this.#fit.followModel(this.document);
  }

  /** Opens a file as the data of this experiment, with first guesses. @returns whether it could be read */
  openFile(path: string, files: readonly string[] = []): Promise<boolean> {
    // What the other file still loads would only stand in the way.
    this.preview.cancel();
    return this.file.open(path, files);
  }

  /** Answers what is to be predicted; a model that could not follow gives way to one that can. */
  setTarget(name: string | null): void {
    this.edits.begin('person');
    const { usesTarget } = MODELS[this.document.model.kind];
    if (usesTarget === (name === null)) this.#fit.followModel(this.document);
    this.file.setTarget(name);
  }

  /** Changes one value by its dotted path; undefined removes it. */
  set(path: string, value: unknown): void {
    this.edits.begin('person', path);
    if (path === 'name') this.#draft.isNamed = true;
    this.#change(setPath(this.document, path, value));
  }

  get(path: string): unknown {
    return getPath(this.document, path);
  }

  #change(document: Experiment): void {
    const { dataset: before } = this.document;
    const { dataset } = document;
    const dataChanged = isSampledAnew(this.document, document);
    this.#draft.document = document;
    this.errors.clear();
    if (dataset.kind === 'generated') {
      if (this.file.reader.error !== null) this.file.close();
    } else if (dataset !== before) {
      this.kinds.follow(dataset, before);
      this.file.follow(dataset);
    }
    if (dataChanged || this.preview.due) this.preview.ask();
  }

  /**
   * Whether the data itself is being worked on: then a large file is not read anew for every choice.
   * Ending it brings the preview up to date, and a model that can use the target.
   */
  editData(on: boolean): void {
    this.#editing = on;
    if (on) return;
    this.preview.release();
    const { dataset, model } = this.document;
    const isUnused = dataset.kind === 'file' && dataset.target !== null && !MODELS[model.kind].usesTarget;
    if (isUnused) this.#fit.followModel(this.document);
    this.#adapt(this.document);
  }

  /** Starts a run of the experiment as it stands. @returns the run, null on failure or once cancelled */
  async startRun(speed: number | null): Promise<StoredRun | null> {
    if (this.startProblem !== null) return null;
    this.file.remember();
    const document = this.document;
    const answer = await this.#start.start({ experiment: document, speed, fork: forkRequest(this.fork) });
    if (answer === null) {
      this.#toasts.info(say('The run was not started.'));
      return null;
    }
    if (answer.ok) {
      // The form may show another experiment by now.
      if (this.document === document) this.errors.clear();
      this.saves.keep(document);
      return answer.value;
    }
    this.#refuse(answer.error);
    return null;
  }

  /** Notes that the form's content is stored by the run that was started with it. */
  markKept(): void {
    this.file.remember();
    this.saves.keep(this.document);
  }

  /** An error at a field or about the data is shown there; any other as a toast. */
  #refuse(error: ErrorInfo): void {
    if (!this.errors.refuse(error)) this.#toasts.error(error.message);
  }
}
