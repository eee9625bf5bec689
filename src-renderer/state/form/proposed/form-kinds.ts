import type { Experiment, GeneratorName, ModelSpec } from '../../../../src-shared/experiment/schema';
import { MODELS, type ModelKind } from '../../../../src-shared/models';
import { withRole } from '../../dataset/edit/dataset-edit';
import type { FormFit } from './form-fit.svelte';
import { kindFor, withGenerator, withOutputFor } from './form-generator';
import { defaultModel, newExperiment, trainingFor } from './form-guess';

interface Owner {
  readonly document: () => Experiment;
  readonly change: (document: Experiment) => void;
  /** Names of the data file's columns, in its order. */
  readonly names: () => readonly string[];
}

type Dataset = Experiment['dataset'];
/** Parts of the experiment that are set aside with the data when other data takes its place. */
type Kept = Pick<Experiment, 'dataset' | 'model' | 'training' | 'seed'>;

/** What was set aside, as a value to go back to. */
export interface FormKindsState {
  readonly models: Partial<Record<ModelKind, ModelSpec>>;
  readonly data: Partial<Record<Dataset['kind'], Kept>>;
  readonly target: string | null;
}

/** Switches the experiment on the form between kinds of models and data, each as it was last set. */
export class FormKinds {
  readonly #owner: Owner;
  readonly #fit: FormFit;
  #models: Partial<Record<ModelKind, ModelSpec>> = {};
  #data: Partial<Record<Dataset['kind'], Kept>> = {};
  /** Target of a file, kept while k-means has none, and given back after. */
  #target: string | null = null;

  constructor(owner: Owner, fit: FormFit) {
    this.#owner = owner;
    this.#fit = fit;
  }

  get state(): FormKindsState {
    return { models: { ...this.#models }, data: { ...this.#data }, target: this.#target };
  }

  set state({ models, data, target }: FormKindsState) {
    this.#models = { ...models };
    this.#data = { ...data };
    this.#target = target;
  }

  /** Forgets what another experiment was set to. */
  clear(): void {
    this.#models = {};
    this.#data = {};
    this.#target = null;
  }

  /** Keeps an experiment's data that other data takes the place of, and the model that goes with it. */
  keep({ dataset, model, training, seed }: Kept): void {
    this.#data[dataset.kind] = { dataset, model, training, seed };
  }

  /** Called after every change of the data: notes its target. */
  follow(dataset: Dataset, before: Dataset): void {
    if (dataset.kind !== 'file') return;
    if (dataset.target !== null || before.kind === 'file') this.#target = dataset.target;
  }

  /** Whether a file was chosen before, so that `setData('file')` has one to go back to. */
  get hasFile(): boolean {
    return this.#owner.document().dataset.kind === 'file' || this.#data.file !== undefined;
  }

  /** Switches the model's kind and brings back what that kind was last set to. */
  setModel(kind: ModelKind): void {
    const document = this.#owner.document();
    const { model, dataset, training } = document;
    if (model.kind === kind) return;
    // A proposal is made anew; what a person has set comes back.
    if (this.#fit.follows(document)) delete this.#models[model.kind];
    else this.#models[model.kind] = model;
    const target = dataset.kind === 'file' ? (dataset.target ?? this.#target) : null;
    const next = { ...document, dataset: this.#withTarget(dataset, kind, target) };
    const known = this.#models[kind];
    const proposed = known === undefined ? this.#fit.withKind(next, kind) : null;
    this.#owner.change(
      proposed ??
        this.#fit.fitted({
          ...next,
          model: known ?? defaultModel(kind),
          training: trainingFor(kind, training),
        }),
    );
    this.#target = target;
  }

  #withTarget(dataset: Dataset, kind: ModelKind, target: string | null): Dataset {
    if (dataset.kind !== 'file') return dataset;
    if (!MODELS[kind].usesTarget) return { ...dataset, target: null };
    const isBack = dataset.target === null && target !== null;
    return isBack ? withRole(dataset, [target], 'target', this.#owner.names()) : dataset;
  }

  /** Takes another generator with its defaults; the model changes where it could not learn that. */
  setGenerator(generator: GeneratorName): void {
    const document = this.#owner.document();
    const { dataset: before } = document;
    if (before.kind !== 'generated' || before.generator === generator) return;
    const dataset = withGenerator(before, generator);
    const proposed = this.#fit.generated(document, dataset);
    if (proposed !== null) {
      this.#owner.change(proposed);
      return;
    }
    this.#owner.change({ ...document, dataset });
    this.setModel(kindFor(dataset, document.model));
    const changed = this.#owner.document();
    const model = withOutputFor(changed.model, before, dataset);
    if (model !== changed.model) this.#owner.change({ ...changed, model });
  }

  /** Switches between a file and generated data. */
  setData(kind: Dataset['kind']): void {
    const document = this.#owner.document();
    if (document.dataset.kind === kind) return;
    const kept = this.#data[kind] ?? (kind === 'generated' ? newExperiment() : null);
    if (kept === null) return;
    this.keep(document);
    const { dataset, model, training, seed } = kept;
    const isProposed = this.#fit.follows(document);
    const next = { ...document, dataset, ...(isProposed ? { model, training, seed } : {}) };
    if (isProposed) this.#fit.followAll(next);
    this.#owner.change(next);
  }
}
