import type { TargetTask } from './task';

/** Why a setting was proposed as it is. */
export interface Reason {
  /** Dotted path of the setting, e.g. `training.epochs`. */
  readonly field: string;
  /** One short clause for a form or a terminal, e.g. "20 % of 392 rows". */
  readonly text: string;
}

/** What a model is proposed for. */
export interface ModelQuestion {
  readonly task: TargetTask;
  /** Whether rows are held out, on which overfitting shows. */
  readonly isValidated: boolean;
  /** Rows to learn from. */
  readonly rows: number;
}

/** Proposed settings as they are written by hand, and why they are so. */
export interface ProposedSettings {
  readonly settings: object;
  readonly reasons: readonly Reason[];
}

/** How a kind of model is proposed for a table. */
export interface ProposalRules<Spec> {
  /** Data that this kind is proposed for where nobody has chosen one; null: it is only chosen. */
  readonly proposedFor: 'target' | 'noTarget' | null;
  /** Whether features are scaled, so that each counts alike. */
  readonly scalesFeatures: boolean;
  /** Whether a numeric target is scaled for training. */
  readonly scalesTarget: boolean;
  /** `model` of an experiment. */
  model(question: ModelQuestion): ProposedSettings;
  /**
   * `training` of an experiment.
   * @param trainRows rows that will be trained on, about
   * @param isValidated whether rows are held out for validation
   */
  training(trainRows: number, isValidated: boolean): ProposedSettings;
  /** `model` of an experiment where no data file tells what suits it. */
  readonly initial: object;
  /** A model for another sort of target; the same one where it suits any. */
  forTarget(model: Spec, task: TargetTask): Spec;
}

/** Training of models that make few rounds over the rows and end by their own tolerance. */
export const USUAL_TRAINING: ProposedSettings = { settings: {}, reasons: [] };
