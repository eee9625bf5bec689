import type { InspectReport } from '../../src-shared/dataset/report';
import type { ErrorInfo } from '../../src-shared/errors';
import {
  checkExperiment,
  type Experiment,
  type FieldProblem,
  type FileDatasetSpec,
  type GeneratorName,
  type ModelSpec,
} from '../../src-shared/experiment/schema';
import type { SavedExperiment } from '../../src-shared/ipc/map';
import type { PointSample } from '../../src-shared/run/frames';
import type { StoredRun } from '../../src-shared/run/record';
import { settle, type BenchtopApi } from '../api/client';
import {
  crossProblems,
  defaultModel,
  guessDataset,
  guessModel,
  newExperiment,
  trainingFor,
} from './draft-guess';
import { kindFor, withGenerator, withOutputFor } from './draft-generator';
import { getPath, setPath } from './draft-path';
import { SamplePreview } from './sample-preview.svelte';
import { toasts, type Toasts } from './toasts.svelte';

/**
 * The experiment on the form. Numbers that are not numbers yet are NaN, so `document` may be
 * invalid; `check` says so on every change, field by field.
 */
export class ExperimentDraft {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  readonly #preview: SamplePreview;
  #document = $state.raw<Experiment>(newExperiment());
  /** As last opened or saved, to tell whether there is something to save. */
  #stored = $state.raw<Experiment | null>(null);
  /** As last opened, saved or started: what is kept somewhere else. */
  #kept: Experiment = this.#document;
  #savedId = $state<string | null>(null);
  #serverErrors = $state.raw<readonly ErrorInfo[]>([]);
  #report = $state.raw<InspectReport | null>(null);
  #fileError = $state.raw<ErrorInfo | null>(null);
  #inspecting = $state(false);
  #starting = $state(false);
  #speed = $state<number | null | undefined>(undefined);
  #fileRequest = 0;
  /** What the other kinds were last set to, for going back and forth. */
  #others: Partial<Record<ModelSpec['kind'], ModelSpec>> = {};
  #otherData: Partial<Record<'file' | 'generated', Experiment['dataset']>> = {};
  #lastTarget: string | null = null;

  readonly #problems: readonly FieldProblem[] = $derived.by(() => {
    const checked = checkExperiment(this.#document);
    return checked.ok ? crossProblems(checked.experiment) : checked.problems;
  });
  readonly dirty: boolean = $derived(
    this.#stored === null || JSON.stringify(this.#stored) !== JSON.stringify(this.#document),
  );

  constructor(api: BenchtopApi, into: Toasts = toasts) {
    this.#api = api;
    this.#toasts = into;
    this.#preview = new SamplePreview(api, () => (this.#problems.length > 0 ? null : this.#document));
  }

  /** Fetches the preview of what the form opens with; the answer stops what is still to come. */
  start(): () => void {
    this.#preview.ask(0);
    return () => {
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
  get problems(): readonly FieldProblem[] {
    return this.#problems;
  }
  get report(): InspectReport | null {
    return this.#report;
  }
  get inspecting(): boolean {
    return this.#inspecting;
  }
  get sample(): PointSample | null {
    return this.#preview.sample;
  }
  get sampling(): boolean {
    return this.#preview.busy;
  }
  get starting(): boolean {
    return this.#starting;
  }

  /** What is wrong with the data itself: the file could not be read, or not used as asked. */
  get dataError(): ErrorInfo | null {
    if (this.#fileError !== null) return this.#fileError;
    const { error } = this.#preview;
    if (error !== null && !this.#hasField(error)) return error;
    return this.#serverErrors.find((refused) => !this.#hasField(refused)) ?? null;
  }

  /** Whether the form has a field to show an error at; the rest of the data panel has one place. */
  #hasField({ field }: ErrorInfo): boolean {
    return field !== undefined && !/^(dataset(\.(path|dialect.*))?)?$/.test(field);
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
    if (this.#starting) return 'Starting…';
    if (this.#inspecting) return 'The file is still being read.';
    if (this.#fileError !== null && this.#document.dataset.kind === 'file') return this.#fileError.message;
    return this.#problems[0]?.message ?? null;
  }

  /** What is wrong at a field, e.g. `model.nClusters`; null when nothing is. */
  errorAt(field: string): string | null {
    const own = this.#problems.find((problem) => problem.field === field);
    if (own !== undefined) return own.message;
    const { error } = this.#preview;
    const server = error === null ? this.#serverErrors : [...this.#serverErrors, error];
    return server.find((refused) => refused.field === field)?.message ?? null;
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
    this.#others = {};
    this.#otherData = {};
    this.#lastTarget = null;
    this.#forgetData();
    const { dataset } = experiment;
    if (dataset.kind === 'file') void this.#inspect(dataset);
    this.#preview.ask(0);
  }

  openSaved(item: SavedExperiment): void {
    this.open(item.experiment, item.bundled ? null : item.id, true);
  }

  openNew(): void {
    this.open(newExperiment());
  }

  /** Changes one value by its dotted path; undefined removes it. */
  set(path: string, value: unknown): void {
    this.#change(setPath(this.#document, path, value));
  }

  get(path: string): unknown {
    return getPath(this.#document, path);
  }

  #change(document: Experiment): void {
    const dataChanged =
      document.dataset !== this.#document.dataset ||
      !Object.is(document.seed, this.#document.seed) ||
      document.model.kind !== this.#document.model.kind;
    this.#document = document;
    this.#serverErrors = [];
    if (document.dataset.kind === 'generated') this.#fileError = null;
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
    if (dataset.kind === 'file') {
      if (kind === 'kmeans') {
        this.#lastTarget = dataset.target ?? this.#lastTarget;
        next = { ...next, dataset: { ...dataset, target: null } };
      } else if (dataset.target === null && this.#lastTarget !== null) {
        next = { ...next, dataset: withTarget(dataset, this.#lastTarget) };
      }
    }
    this.#change(next);
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
    if (kind === 'generated') {
      this.#fileError = null;
      this.#inspecting = false;
      this.#fileRequest += 1;
    }
    this.#change({ ...this.#document, dataset: other });
    if (other.kind === 'file') void this.#inspect(other);
  }

  /** Whether a file was chosen before, so that `setDataKind('file')` has one to go back to. */
  get hasFile(): boolean {
    return this.#document.dataset.kind === 'file' || this.#otherData.file !== undefined;
  }

  /** Reads a file and makes it the data of this experiment, with the first guesses. */
  async openFile(path: string): Promise<void> {
    this.#forgetData();
    const report = await this.#inspect({ path });
    if (report === null) return;
    const dataset = guessDataset(report);
    const { dataset: before } = this.#document;
    if (before.kind === 'generated') this.#otherData.generated = before;
    this.#lastTarget = dataset.target;
    const name = this.#stored === null ? report.name.replace(/\.\w+(\.gz)?$/, '') : this.#document.name;
    const model = guessModel(report, dataset);
    const training = trainingFor(model.kind, this.#document.training);
    this.#change({ ...this.#document, name, dataset, model, training });
  }

  async #inspect(file: Pick<FileDatasetSpec, 'path' | 'dialect' | 'columns'>): Promise<InspectReport | null> {
    this.#fileRequest += 1;
    const asked = this.#fileRequest;
    this.#inspecting = true;
    this.#fileError = null;
    const answer = await settle(
      this.#api.datasetsInspect({
        path: file.path,
        ...(file.columns === undefined ? {} : { columns: [...file.columns] }),
        ...(file.dialect === undefined ? {} : { dialect: { ...file.dialect } }),
      }),
    );
    if (asked !== this.#fileRequest) return null;
    this.#inspecting = false;
    if (!answer.ok) {
      this.#fileError = answer.error;
      return null;
    }
    this.#report = answer.value;
    return answer.value;
  }

  /** Names of the file's columns as the experiment uses them, in the file's order. */
  get columnNames(): readonly string[] {
    const { dataset } = this.#document;
    const own = dataset.kind === 'file' ? dataset.columns : undefined;
    return own ?? this.#report?.columns.map((column) => column.name) ?? [];
  }

  setFeature(name: string, on: boolean): void {
    this.#file((dataset) => {
      const chosen = new Set(dataset.features);
      if (on) chosen.add(name);
      else chosen.delete(name);
      const features = this.columnNames.filter((column) => chosen.has(column));
      return { ...dataset, features, target: on && dataset.target === name ? null : dataset.target };
    });
  }

  setTarget(name: string | null): void {
    this.#lastTarget = name;
    this.#file((dataset) => (name === null ? { ...dataset, target: null } : withTarget(dataset, name)));
  }

  /** Renames a column of a file without a header; features and target follow. */
  renameColumn(position: number, name: string): void {
    const before = this.columnNames[position];
    if (before === undefined) return;
    this.#file((dataset) => ({
      ...dataset,
      columns: this.columnNames.map((column, place) => (place === position ? name : column)),
      features: dataset.features.map((feature) => (feature === before ? name : feature)),
      target: dataset.target === before ? name : dataset.target,
    }));
  }

  #file(change: (dataset: FileDatasetSpec) => FileDatasetSpec): void {
    const { dataset } = this.#document;
    if (dataset.kind === 'file') this.#change({ ...this.#document, dataset: change(dataset) });
  }

  #forgetData(): void {
    this.#fileRequest += 1;
    this.#report = null;
    this.#fileError = null;
    this.#inspecting = false;
    this.#preview.clear();
    this.#serverErrors = [];
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

  /** Starts a run of the experiment as it stands. @returns the run, null on failure */
  async startRun(speed: number | null): Promise<StoredRun | null> {
    if (this.startProblem !== null) return null;
    this.#starting = true;
    const answer = await settle(this.#api.runsStart({ experiment: { ...this.#document }, speed }));
    this.#starting = false;
    if (answer.ok) {
      this.#serverErrors = [];
      this.#kept = this.#document;
      return answer.value;
    }
    this.#refuse(answer.error);
    return null;
  }

  /** An error at a field or about the data is shown in its place; any other as a toast. */
  #refuse(error: ErrorInfo): void {
    const aboutData = error.kind === 'invalid-data' || error.kind.startsWith('file-');
    if (this.#hasField(error) || aboutData) this.#serverErrors = [error];
    else this.#toasts.error(error.message);
  }
}

function withTarget(dataset: FileDatasetSpec, name: string): FileDatasetSpec {
  return { ...dataset, target: name, features: dataset.features.filter((feature) => feature !== name) };
}
