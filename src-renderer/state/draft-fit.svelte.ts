import type { Experiment, ModelSpec } from '../../src-shared/experiment/schema';
import type { KnownTable } from './dataset-guess';
import { guessModel, trainingFor } from './draft-guess';
import { formatNumber } from './format';
import { farFeature, guessScaling } from './scaling-guess';

/** Which parts of the experiment on the form nobody has chosen: those follow the data file. */
export class DraftFit {
  readonly #table: () => KnownTable | null;
  #model: ModelSpec | null = null;
  #scalingIsGuess = $state(false);

  /** @param table what is known of the data file; null while nothing is */
  constructor(table: () => KnownTable | null) {
    this.#table = table;
  }

  /** From here on the model follows the data, for as long as it is this one. */
  guessModel(model: ModelSpec): void {
    this.#model = model;
  }

  /** @param isGuess whether the scaling follows data and model from here on */
  guessScaling(isGuess: boolean): void {
    this.#scalingIsGuess = isGuess;
  }

  /** All is as a person wants it. */
  clear(): void {
    this.#model = null;
    this.#scalingIsGuess = false;
  }

  /** The experiment with a model and a scaling that fit its data, where they were not chosen. */
  fitted(document: Experiment): Experiment {
    const table = this.#table();
    const { dataset, model, training } = document;
    if (dataset.kind !== 'file' || table === null) return document;
    if (model !== this.#model) return this.scaled(document);
    const next = guessModel(table, dataset);
    const isSame = next.kind === model.kind && JSON.stringify(next) === JSON.stringify(model);
    this.#model = isSame ? model : next;
    return this.scaled({
      ...document,
      model: this.#model,
      training: isSame ? training : trainingFor(next.kind, training),
    });
  }

  /** The experiment with a scaling that fits data and model, where it was not chosen. */
  scaled(document: Experiment): Experiment {
    const table = this.#table();
    const { dataset, model } = document;
    if (dataset.kind !== 'file' || table === null || !this.#scalingIsGuess) return document;
    const scaling = guessScaling(table, dataset, model.kind);
    return scaling === dataset.scaling ? document : { ...document, dataset: { ...dataset, scaling } };
  }

  /** Why the scaling is as it is, where it was guessed: "Height reaches 178". */
  scalingReason({ dataset }: Experiment): string | null {
    const table = this.#table();
    if (!this.#scalingIsGuess || dataset.kind !== 'file' || dataset.scaling === 'none' || table === null)
      return null;
    const far = farFeature(table, dataset);
    if (far === null) return null;
    return far.of === 'value'
      ? `${far.name} reaches ${formatNumber(far.size)}`
      : `${far.name} has a standard deviation of ${formatNumber(far.size)}`;
  }
}
