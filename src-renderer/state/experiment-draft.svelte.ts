import type { ErrorInfo } from '../../src-shared/errors';
import { forkProblems, whyFixed } from '../../src-shared/experiment/fork';
import { generatedClasses } from '../../src-shared/experiment/generators';
import {
  checkExperiment,
  networkTask,
  type Experiment,
  type FieldProblem,
  type GeneratorName,
  type ModelSpec,
} from '../../src-shared/experiment/schema';
import type { NamedDataset } from '../../src-shared/dataset/named';
import type { SavedExperiment } from '../../src-shared/ipc/map';
import type { PointSample } from '../../src-shared/run/frames';
import type { Finding } from '../../src-shared/run/guidance';
import type { StoredRun } from '../../src-shared/run/record';
import { settle, type BenchtopApi } from '../api/client';
import { crossProblems, defaultModel, guessModel, newExperiment, trainingFor } from './draft-guess';
import { kindFor, withGenerator, withOutputFor } from './draft-generator';
import { withRole } from './dataset-edit';
import { DraftErrors } from './draft-errors.svelte';
import { getPath, setPath } from './draft-path';
import { FileData } from './file-data.svelte';
import { fileName, formatNumber } from './format';
import { inputCount, type InputCount } from './input-count';
import { RunStart } from './run-start.svelte';
import { SamplePreview } from './sample-preview.svelte';
import { farFeature, guessScaling } from './scaling-guess';
import { toasts, type Toasts } from './toasts.svelte';

/** A file above this is not read anew for every choice while its data is worked on. */
const LARGE_BYTES = 200_000_000;

/** The checkpoint that the experiment on the form goes on from. */
export interface DraftFork {
  readonly runId: string;
  readonly runName: string;
  readonly step: number;
  /** As the run was trained: what is fixed is as it says. */
  readonly experiment: Experiment;
}

/**
 * The experiment on the form. Numbers that are not numbers yet are NaN, so `document` may be
 * invalid; `check` says so on every change, field by field.
 */
export class ExperimentDraft {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  readonly #preview: SamplePreview;
  readonly #errors: DraftErrors;
  readonly #start: RunStart;
  /** The data file, where the data comes from one. */
  readonly file: FileData;
  /** null until one was opened or changed. */
  #opened = $state.raw<Experiment | null>(null);
  #blank: Experiment | null = null;
  /** As last opened or saved, to tell whether there is something to save. */
  #stored = $state.raw<Experiment | null>(null);
  /** As last opened, saved or started: what is kept somewhere else. */
  #kept: Experiment | null = null;
  #savedId = $state<string | null>(null);
  #fork = $state.raw<DraftFork | null>(null);
  #editing = false;
  /** Whether a person gave the name, which then stays. */
  #isNamed = false;
  #speed = $state<number | null | undefined>(undefined);
  /** What the other kinds were last set to, for going back and forth. */
  #others: Partial<Record<ModelSpec['kind'], ModelSpec>> = {};
  #otherData: Partial<Record<'file' | 'generated', Experiment['dataset']>> = {};
  #lastTarget: string | null = null;
  /** The model while nobody has chosen it: it follows the data. */
  #guessedModel: ModelSpec | null = null;
  /** Whether nobody has chosen the scaling of the file's features: it follows data and model. */
  #scalingIsGuess = $state(false);

  readonly #problems: readonly FieldProblem[] = $derived.by(() => {
    const checked = checkExperiment(this.#document);
    if (!checked.ok) return checked.problems;
    const across = crossProblems(checked.experiment, this.#classes);
    const fork = this.#fork;
    return fork === null
      ? across
      : [...across, ...forkProblems(fork.experiment, checked.experiment, fork.step)];
  });
  readonly dirty: boolean = $derived(
    this.#stored === null || JSON.stringify(this.#stored) !== JSON.stringify(this.#document),
  );

  /** A new experiment is made when it is first looked at: the window opens without its form. */
  get #document(): Experiment {
    if (this.#opened !== null) return this.#opened;
    if (this.#blank === null) {
      this.#blank = newExperiment();
      this.#kept = this.#blank;
      this.#guessedModel = this.#blank.model;
    }
    return this.#blank;
  }
  set #document(document: Experiment) {
    this.#opened = document;
  }

  /** Of the target as the rows that training would see have them; null while that is not known. */
  get #classes(): number | null {
    const { dataset } = this.#document;
    if (dataset.kind === 'generated') return generatedClasses(dataset);
    const { sample, isCurrent } = this.#preview;
    return isCurrent && sample !== null && sample.classes.length > 0 ? sample.classes.length : null;
  }

  constructor(api: BenchtopApi, into: Toasts = toasts, start = new RunStart(api)) {
    this.#api = api;
    this.#start = start;
    this.#toasts = into;
    this.#preview = new SamplePreview(
      api,
      () => (this.#problems.length > 0 ? null : this.#document),
      () => this.#editing && (this.file.reader.look?.bytes ?? 0) > LARGE_BYTES,
    );
    this.#errors = new DraftErrors({
      problems: () => this.#problems,
      preview: () => this.#preview.error,
      file: () => this.file.reader.error,
    });
    this.file = new FileData(api, {
      dataset: () => (this.#document.dataset.kind === 'file' ? this.#document.dataset : null),
      opened: (dataset, table) => {
        const { dataset: before, name } = this.#document;
        if (before.kind === 'generated') this.#otherData.generated = before;
        this.#scalingIsGuess = this.file.recalled === null;
        const named = this.#stored === null && !this.#isNamed ? withoutEnding(fileName(table.path)) : name;
        this.#change(this.#fitted({ ...this.#document, name: named, dataset }));
      },
      change: (dataset) => {
        if (dataset.scaling !== this.#document.dataset.scaling) this.#scalingIsGuess = false;
        this.#change(this.#fitted({ ...this.#document, dataset }));
      },
      profiled: () => {
        this.#refit();
      },
    });
  }

  /** The experiment with a model and a scaling that fit its data, where they were not chosen. */
  #fitted(document: Experiment): Experiment {
    const { table } = this.file;
    const { dataset, model, training } = document;
    if (dataset.kind !== 'file' || table === null) return document;
    if (model !== this.#guessedModel) return this.#scaled(document);
    const next = guessModel(table, dataset);
    const isSame = next.kind === model.kind && JSON.stringify(next) === JSON.stringify(model);
    this.#guessedModel = isSame ? model : next;
    return this.#scaled({
      ...document,
      model: this.#guessedModel,
      training: isSame ? training : trainingFor(next.kind, training),
    });
  }

  #scaled(document: Experiment): Experiment {
    const { table } = this.file;
    const { dataset, model } = document;
    if (dataset.kind !== 'file' || table === null || !this.#scalingIsGuess) return document;
    const scaling = guessScaling(table, dataset, model.kind);
    return scaling === dataset.scaling ? document : { ...document, dataset: { ...dataset, scaling } };
  }

  #refit(): void {
    const fitted = this.#fitted(this.#document);
    const { dataset, model } = this.#document;
    if (fitted.dataset !== dataset || fitted.model !== model) this.#change(fitted);
  }

  /** Why the scaling is as it is, where it was guessed: "Height reaches 178". */
  get scalingReason(): string | null {
    const { dataset } = this.#document;
    const { table } = this.file;
    if (!this.#scalingIsGuess || dataset.kind !== 'file' || dataset.scaling === 'none' || table === null)
      return null;
    const far = farFeature(table, dataset);
    if (far === null) return null;
    return far.of === 'value'
      ? `${far.name} reaches ${formatNumber(far.size)}`
      : `${far.name} has a standard deviation of ${formatNumber(far.size)}`;
  }

  /** Numbers that the model gets of each row: exact once the rows were loaded for the preview. */
  get inputs(): InputCount {
    const { sample, isCurrent } = this.#preview;
    if (isCurrent && sample !== null) return { count: sample.features.length, bound: 'exact' };
    return inputCount(this.#document, this.file.columns);
  }

  /** Fetches the preview of what the form opens with; the answer stops what is still to come. */
  start(): () => void {
    this.#preview.ask(0);
    const off = this.file.reader.start();
    return () => {
      off();
      this.#preview.cancel();
    };
  }

  get document(): Experiment {
    return this.#document;
  }
  /** null: never saved, or a bundled one, which saving copies. */
  get savedId(): string | null {
    return this.#savedId;
  }
  /** null: a run of it starts afresh. */
  get fork(): DraftFork | null {
    return this.#fork;
  }

  /** Why a setting cannot be changed here, as one sentence; null where it can. */
  whyFixed(path: string): string | null {
    const reason = this.#fork === null ? null : whyFixed(this.#fork.experiment, path);
    return reason === null ? null : `Stays as it is: ${reason}.`;
  }

  get problems(): readonly FieldProblem[] {
    return this.#problems;
  }
  get sample(): PointSample | null {
    return this.#preview.sample;
  }
  /** What the data gives reason to say; empty while it is read anew. */
  get findings(): readonly Finding[] {
    const { sample, isCurrent } = this.#preview;
    // A fork has no say in its data.
    return isCurrent && sample !== null && this.#fork === null ? sample.findings : [];
  }
  /** Whether the sample is of the data as it stands. */
  get sampleIsCurrent(): boolean {
    return this.#preview.isCurrent;
  }
  get sampling(): boolean {
    return this.#preview.busy;
  }
  get starting(): boolean {
    return this.#start.busy;
  }

  /** What is wrong with the data itself: the file could not be read, or not used as asked. */
  get dataError(): ErrorInfo | null {
    return this.#errors.data;
  }

  /** Steps a second to start with; undefined: as the settings say. */
  get speed(): number | null | undefined {
    return this.#speed;
  }
  set speed(stepsPerSecond: number | null | undefined) {
    this.#speed = stepsPerSecond;
  }

  /** Why Start is disabled, as one sentence; null when it is not. */
  get startProblem(): string | null {
    if (this.starting) return 'Starting…';
    if (this.#document.dataset.kind === 'file') {
      const { path, error } = this.file.reader;
      if (path !== this.#document.dataset.path) return 'The file is still being read.';
      if (error !== null) return error.message;
    }
    return this.#problems[0]?.message ?? null;
  }

  /** Why the data cannot be used as it stands, as one sentence; null where it can. */
  get useProblem(): string | null {
    const { error } = this.file.reader;
    if (error !== null) return error.message;
    if (!this.file.isOwn) return 'The file is still being read.';
    const [absent] = this.file.absent;
    if (absent !== undefined) return `The file has no column “${absent}”.`;
    return (
      this.#problems.find(({ field }) => field.startsWith('dataset') && field !== 'dataset.target')
        ?.message ?? null
    );
  }

  /** What is wrong at a field, e.g. `model.nClusters`; null when nothing is. */
  errorAt(field: string): string | null {
    return this.#errors.at(field);
  }

  /** What is wrong with a part of the document, apart from fields that show it themselves. */
  firstErrorIn(part: string, but: RegExp): string | null {
    return this.#errors.firstIn(part, but);
  }

  /** Whether opening another experiment would lose work. */
  get unkept(): boolean {
    return this.#document !== this.#kept && JSON.stringify(this.#document) !== JSON.stringify(this.#kept);
  }

  /** Opens an experiment to edit. `savedId` null makes Save create a new one. */
  open(experiment: Experiment, savedId: string | null = null, stored = savedId !== null): void {
    this.#document = experiment;
    this.#kept = experiment;
    this.#stored = stored ? experiment : null;
    this.#savedId = savedId;
    this.#fork = null;
    this.#others = {};
    this.#otherData = {};
    this.#lastTarget = null;
    this.#guessedModel = null;
    this.#scalingIsGuess = false;
    this.#isNamed = true;
    this.file.close();
    this.#preview.clear();
    this.#errors.clear();
    if (experiment.dataset.kind === 'file') this.file.follow(experiment.dataset);
    this.#preview.ask(0);
  }

  /** Opens what a fork of a run may change. @param experiment with the changes made so far */
  openFork(fork: DraftFork, experiment: Experiment): void {
    this.open(experiment);
    this.#fork = fork;
  }

  openSaved(item: SavedExperiment): void {
    this.open(item.experiment, item.bundled ? null : item.id, true);
  }

  openNew(): void {
    this.open(newExperiment());
    this.#guessedModel = this.#document.model;
    this.#isNamed = false;
  }

  /** Changes one value by its dotted path; undefined removes it. */
  set(path: string, value: unknown): void {
    if (path === 'name') this.#isNamed = true;
    if (path === 'dataset.scaling') this.#scalingIsGuess = false;
    this.#change(setPath(this.#document, path, value));
  }

  get(path: string): unknown {
    return getPath(this.#document, path);
  }

  #change(document: Experiment): void {
    const dataChanged =
      document.dataset !== this.#document.dataset ||
      !Object.is(document.seed, this.#document.seed) ||
      targetUse(document.model) !== targetUse(this.#document.model);
    const before = this.#document.dataset;
    this.#document = document;
    this.#errors.clear();
    const { dataset } = document;
    if (dataset.kind === 'generated') {
      if (this.file.reader.error !== null) this.file.close();
    } else if (dataset !== before) {
      if (dataset.target !== null || before.kind === 'file') this.#lastTarget = dataset.target;
      this.file.follow(dataset);
    }
    if (dataChanged || this.#preview.due) this.#preview.ask();
  }

  /** Switches the model's kind and brings back what that kind was last set to. */
  setModelKind(kind: ModelSpec['kind']): void {
    const { model, dataset } = this.#document;
    if (model.kind === kind) return;
    this.#others[model.kind] = model;
    let next: Experiment = {
      ...this.#document,
      model: this.#others[kind] ?? defaultModel(kind),
      training: trainingFor(kind, this.#document.training),
    };
    const lastTarget = dataset.kind === 'file' ? (dataset.target ?? this.#lastTarget) : null;
    if (dataset.kind === 'file' && kind === 'kmeans') {
      next = { ...next, dataset: { ...dataset, target: null } };
    } else if (dataset.kind === 'file' && dataset.target === null && lastTarget !== null) {
      next = { ...next, dataset: withRole(dataset, [lastTarget], 'target', this.file.names) };
    }
    this.#change(this.#scaled(next));
    this.#lastTarget = lastTarget;
  }

  /** Takes another generator with its defaults; the model changes where it could not learn that. */
  setGenerator(generator: GeneratorName): void {
    const { dataset: before } = this.#document;
    if (before.kind !== 'generated' || before.generator === generator) return;
    const dataset = withGenerator(before, generator);
    const kind = kindFor(dataset, this.#document.model);
    this.#change({ ...this.#document, dataset });
    this.setModelKind(kind);
    const model = withOutputFor(this.#document.model, before, dataset);
    if (model !== this.#document.model) this.#change({ ...this.#document, model });
  }

  /** Switches between a file and generated data, each as it was last set. */
  setDataKind(kind: 'file' | 'generated'): void {
    const { dataset } = this.#document;
    if (dataset.kind === kind) return;
    const other = this.#otherData[kind] ?? (kind === 'generated' ? newExperiment().dataset : null);
    if (other === null) return;
    this.#otherData[dataset.kind] = dataset;
    this.#change({ ...this.#document, dataset: other });
  }

  /** Whether a file was chosen before, so that `setDataKind('file')` has one to go back to. */
  get hasFile(): boolean {
    return this.#document.dataset.kind === 'file' || this.#otherData.file !== undefined;
  }

  /** A new experiment on a saved data set. */
  openDataset({ name, dataset }: Pick<NamedDataset, 'name' | 'dataset'>): void {
    this.open({ ...newExperiment(), name, dataset });
    this.#guessedModel = this.#document.model;
  }

  /** Opens a file as the data of this experiment, with first guesses. @returns whether it could be read */
  openFile(path: string): Promise<boolean> {
    // What the other file still loads would only stand in the way.
    this.#preview.cancel();
    return this.file.open(path);
  }

  /** Counts the rows that training would use, however long that takes. */
  countRows(): void {
    this.#preview.ask(0);
  }

  /**
   * Whether the data itself is being worked on: then a large file is not read anew for every choice.
   * Ending it brings the preview up to date, and a model that can use the target.
   */
  editData(on: boolean): void {
    this.#editing = on;
    if (on) return;
    this.#preview.release();
    const { dataset, model } = this.#document;
    const isUnused = dataset.kind === 'file' && dataset.target !== null && model.kind === 'kmeans';
    if (isUnused) this.#guessedModel = model;
    this.#refit();
  }

  /** Saves under the same id, or as a new one. @returns what was saved, null on failure */
  async save(as: 'same' | 'new' = 'same'): Promise<SavedExperiment | null> {
    const document = this.#document;
    const id = as === 'new' ? null : this.#savedId;
    const answer = await settle(this.#api.experimentsSave({ id, experiment: { ...document } }));
    if (!answer.ok) {
      this.#refuse(answer.error);
      return null;
    }
    this.#savedId = answer.value.id;
    this.#stored = document;
    this.#kept = document;
    return answer.value;
  }

  /** Starts a run of the experiment as it stands. @returns the run, null on failure or once cancelled */
  async startRun(speed: number | null): Promise<StoredRun | null> {
    if (this.startProblem !== null) return null;
    this.file.remember();
    const document = this.#document;
    const fork = this.#fork === null ? null : { id: this.#fork.runId, step: this.#fork.step };
    const answer = await this.#start.start({ experiment: document, speed, fork });
    if (answer === null) {
      this.#toasts.info('The run was not started.');
      return null;
    }
    if (answer.ok) {
      // The form may show another experiment by now.
      if (this.#document === document) this.#errors.clear();
      this.#kept = document;
      return answer.value;
    }
    this.#refuse(answer.error);
    return null;
  }

  /** What is on the form is kept by what was started with it. */
  markKept(): void {
    this.file.remember();
    this.#kept = this.#document;
  }

  /** An error at a field or about the data is shown in its place; any other as a toast. */
  #refuse(error: ErrorInfo): void {
    if (!this.#errors.refuse(error)) this.#toasts.error(error.message);
  }
}

/** What of a model decides how its target is read. */
function targetUse(model: ModelSpec): string {
  return model.kind === 'network' ? networkTask(model).kind : model.kind;
}

function withoutEnding(name: string): string {
  return name.replace(/\.\w+(\.gz)?$/, '');
}
