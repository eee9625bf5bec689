import type { ColumnProfile } from '../../dataset/report';
import type { Experiment, ModelSpec } from '../schema';

/** A column as far as it is known: a first look tells its name and type only. */
export type KnownColumn = Pick<ColumnProfile, 'name' | 'type'> & Partial<ColumnProfile>;

/** A data file as far as it is known; what is not known yet is not guessed at. */
export interface KnownTable {
  readonly path: string;
  readonly format: string;
  readonly rows: number;
  readonly dialect: { readonly header: number };
  readonly columns: readonly KnownColumn[];
  /** Texts of the first rows, for what only their order tells. */
  readonly preview: readonly (readonly (string | null)[])[];
}

/** What a person has already decided; all else is proposed. */
export interface Wish {
  /** Column to predict, by the name the experiment uses; null: none; left out: proposed. */
  readonly target?: string | null;
  /** Left out: the kind that suits the target. */
  readonly model?: ModelSpec['kind'];
  readonly seed?: number;
  readonly name?: string;
}

/** Why a setting was proposed as it is. */
export interface Reason {
  /** Dotted path of the setting, e.g. `training.epochs`. */
  readonly field: string;
  /** One short clause for a form or a terminal, e.g. "20 % of 392 rows". */
  readonly text: string;
}

/** A whole experiment for a data file, and why it is as it is. */
export interface Proposal {
  readonly experiment: Experiment;
  readonly reasons: readonly Reason[];
}
