import { getPath } from '../../../../src-shared/fields/change';
import { FIELDS } from '../../../../src-shared/experiment/fields';
import {
  proposeGenerated,
  proposeSettings,
  type KnownTable,
  type ProposedSettings,
  type Reason,
} from '../../../../src-shared/experiment/proposal';
import type {
  Experiment,
  FileDatasetSpec,
  GeneratedDatasetSpec,
  ModelSpec,
} from '../../../../src-shared/experiment/schema';
import { MODELS } from '../../../../src-shared/models';

type Preparation = Pick<FileDatasetSpec, 'validationSplit' | 'split' | 'scaling' | 'targetScaling'>;

/** Parts of an experiment as they were last proposed; one that a person chose is null. */
interface Followed {
  readonly model: ModelSpec | null;
  readonly training: Experiment['training'] | null;
  readonly seed: number | null;
  readonly preparation: Partial<Preparation> | null;
}

/** What follows the data, as a value to go back to. */
export interface FormFitState {
  readonly followed: Followed;
  readonly isKindChosen: boolean;
  readonly proposed: Experiment | null;
  readonly reasons: readonly Reason[];
}

const NOTHING: Followed = { model: null, training: null, seed: null, preparation: null };

/**
 * Which parts of the experiment on the form nobody has chosen: those follow the data file, each for as
 * long as it is as it was proposed.
 */
export class FormFit {
  readonly #table: () => KnownTable | null;
  #followed: Followed = NOTHING;
  #isKindChosen = false;
  /** The experiment that the reasons are about. */
  #proposed = $state.raw<Experiment | null>(null);
  #reasons = $state.raw<readonly Reason[]>([]);

  /** @param table what is known of the data file; null while nothing is */
  constructor(table: () => KnownTable | null) {
    this.#table = table;
  }

  get state(): FormFitState {
    return {
      followed: this.#followed,
      isKindChosen: this.#isKindChosen,
      proposed: this.#proposed,
      reasons: this.#reasons,
    };
  }

  set state({ followed, isKindChosen, proposed, reasons }: FormFitState) {
    this.#followed = followed;
    this.#isKindChosen = isKindChosen;
    this.#proposed = proposed;
    this.#reasons = reasons;
  }

  /** Nobody has chosen anything of a new experiment. */
  followAll(document: Experiment): void {
    this.followModel(document);
    this.#followed = { ...this.#followed, preparation: toPreparation(document.dataset) };
  }

  /** From here on model, training and seed follow the data, each for as long as it is this one. */
  followModel({ model, training, seed }: Experiment): void {
    this.#isKindChosen = false;
    this.#followed = { ...this.#followed, model, training, seed };
  }

  /** A file was opened. @param dataset that nobody has chosen anything of; null: it is as it once was chosen */
  followPreparation(dataset: FileDatasetSpec | null): void {
    this.#followed = {
      ...this.#followed,
      preparation: dataset === null ? null : toPreparation(dataset),
    };
  }

  /**
   * All is as a person wants it; but that no rows are held out where nothing is predicted is no choice: a target
   * that is asked for later has the share that is proposed.
   */
  keep({ model, dataset }: Pick<Experiment, 'model' | 'dataset'>): void {
    const { validationSplit, split } = dataset;
    const isSplitOpen = !MODELS[model.kind].usesTarget && validationSplit === 0;
    this.#followed = { ...NOTHING, preparation: isSplitOpen ? { validationSplit, split } : null };
    this.#isKindChosen = false;
    this.#proposed = null;
    this.#reasons = [];
  }

  /** Whether model and training are as they were proposed. */
  follows({ model, training }: Pick<Experiment, 'model' | 'training'>): boolean {
    return isSame(model, this.#followed.model) && isSame(training, this.#followed.training);
  }

  /**
   * The experiment with a model of this kind as it would be proposed, which follows the data from here
   * on; null where no file tells what to propose.
   */
  withKind(document: Experiment, kind: ModelSpec['kind']): Experiment | null {
    if (document.dataset.kind !== 'file' || this.#table() === null) return null;
    this.#isKindChosen = true;
    return this.#propose(document, kind, true);
  }

  /** The experiment with all that suits its data where it was not chosen. */
  fitted(document: Experiment): Experiment {
    const followsModel = isSame(document.model, this.#followed.model);
    const kind = followsModel && !this.#isKindChosen ? undefined : document.model.kind;
    return this.#propose(document, kind, followsModel);
  }

  /**
   * @param kind of the model; undefined: the one that suits the target
   * @param followsModel whether the model is a proposal too
   */
  #propose(document: Experiment, kind: ModelSpec['kind'] | undefined, followsModel: boolean): Experiment {
    const { dataset, model, training, seed } = document;
    const before = this.#followed;
    const follows = (key: keyof Preparation): boolean => isSame(dataset[key], before.preparation?.[key]);
    const isSplitGiven = !follows('split') || !follows('validationSplit');
    const next = this.#settings(dataset, kind, isSplitGiven);
    if (next === null) return document;
    const { split, validationSplit, scaling, targetScaling } = dataset;
    const changed: Experiment = {
      ...document,
      seed: isSame(seed, before.seed) ? FIELDS.seed.default : seed,
      model: followsModel ? next.model : model,
      training: isSame(training, before.training) ? next.training : training,
      dataset: {
        ...dataset,
        ...next.dataset,
        ...(isSplitGiven ? { split, validationSplit } : {}),
        ...(follows('scaling') ? {} : { scaling }),
        ...(follows('targetScaling') ? {} : { targetScaling }),
      },
    };
    this.#followed = {
      model: followsModel ? next.model : null,
      training: changed.training === next.training ? next.training : null,
      seed: isSame(seed, before.seed) ? changed.seed : null,
      preparation: before.preparation === null ? null : sameKeys(next.dataset, before.preparation),
    };
    const { model: proposedModel, training: proposedTraining } = next;
    this.#proposed = {
      ...changed,
      model: proposedModel,
      training: proposedTraining,
      dataset: { ...dataset, ...next.dataset },
    };
    this.#reasons = next.reasons;
    return isSame(changed, document) ? document : changed;
  }

  /** null where the data does not tell what to propose. */
  #settings(
    dataset: Experiment['dataset'],
    kind: ModelSpec['kind'] | undefined,
    isSplitGiven: boolean,
  ): ProposedSettings | null {
    // The form keeps what suits a generator through changes of its parameters.
    if (dataset.kind === 'generated') return null;
    const table = this.#table();
    return table === null ? null : proposeSettings(table, dataset, kind, { isSplitGiven });
  }

  /** The experiment on another generator with all that suits it, where nobody has chosen anything. */
  generated(document: Experiment, dataset: GeneratedDatasetSpec): Experiment | null {
    const next = this.follows(document) ? proposeGenerated(dataset) : null;
    if (next === null) return null;
    const { model, training, reasons } = next;
    const changed = { ...document, dataset: { ...dataset, ...next.dataset }, model, training };
    this.followAll(changed);
    this.#proposed = changed;
    this.#reasons = reasons;
    return changed;
  }

  /** Why a setting is as it is, where it is as it was proposed; else null. */
  reasonFor(document: Experiment, field: string): string | null {
    const reason = this.#reasons.find((one) => one.field === field);
    if (reason === undefined || this.#proposed === null) return null;
    const path = field === 'model.svm.tol' ? 'model.tol' : field;
    return isSame(getPath(document, path), getPath(this.#proposed, path)) ? reason.text : null;
  }
}

/** Of `preparation` what `kept` has too: all of it, or how rows are split alone. */
function sameKeys(preparation: Preparation, kept: Partial<Preparation>): Partial<Preparation> {
  const { validationSplit, split } = preparation;
  return 'scaling' in kept ? preparation : { validationSplit, split };
}

function toPreparation({
  validationSplit,
  split,
  scaling,
  targetScaling,
}: Experiment['dataset']): Preparation {
  return { validationSplit, split, scaling, targetScaling };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));
}
