import type { ColumnProfile, InspectReport } from '../../dataset/report';
import type { ModelKind } from '../../models';
import type { Reason } from '../../models/contract/proposal';
import type { Experiment } from '../schema';

/** A column as far as it is known: a first look tells its name and type only. */
export type KnownColumn = Pick<ColumnProfile, 'name' | 'type'> & Partial<ColumnProfile>;

/** A data file as far as it is known; what is not known yet is not guessed at. */
export interface KnownTable extends Pick<InspectReport, 'path' | 'format' | 'rows' | 'preview'> {
  readonly dialect: Pick<InspectReport['dialect'], 'header'>;
  readonly columns: readonly KnownColumn[];
  /** Set where its rows are streamed: no split by classes, one start of k-means. */
  readonly stream?: { readonly files: number };
}

/** A column under the name that the experiment uses, with its position in the file. */
export interface NamedColumn {
  readonly column: KnownColumn;
  readonly name: string;
  readonly position: number;
}

/** What a person has already decided; all else is proposed. */
export interface Wish {
  /** Column to predict, by the name the experiment uses; null: none; left out: proposed. */
  readonly target?: string | null;
  /** Left out: the kind that suits the target. */
  readonly model?: ModelKind;
  /** Left out: 1. */
  readonly seed?: number;
  /** Left out: the file's. */
  readonly name?: string;
}

/** A whole experiment for a data file, and why it is as it is. */
export interface Proposal {
  readonly experiment: Experiment;
  readonly reasons: readonly Reason[];
}
