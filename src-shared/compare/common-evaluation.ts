import { at } from '../present';

/** Models of several runs on the very same rows, each with its own filling, encoding and scaling. */
export interface CommonEvaluation {
  readonly target: string;
  readonly kind: 'classes' | 'numbers';
  /** Rows that all were evaluated on. */
  readonly rows: number;
  /** Whether no run was trained on any of them; else they are all rows that the runs have in common. */
  readonly isHeldOut: boolean;
  /** In the order in which the runs were named. */
  readonly runs: readonly CommonFigures[];
}

export interface CommonFigures {
  readonly id: string;
  /** Step of the checkpoint. */
  readonly step: number;
  /** How many of the rows this run was trained on: figures on those say little of new ones. */
  readonly trainedOn: number;
  /** What a person must know of the model, as a sentence; null: nothing. */
  readonly note: string | null;
  /** By name, as scikit-learn has them: accuracy, logLoss, rocAuc; r2, meanAbsoluteError, … */
  readonly figures: Readonly<Record<string, number>>;
}

/** Fewest rows that no run was trained on; with fewer, all common rows are taken. */
export const MIN_HELD_OUT = 10;

/** The rows of one run, by their numbers in the table. */
export interface RunRows {
  readonly rowNumbers: ArrayLike<number>;
  /** The first ones are the training rows. */
  readonly trainRows: number;
}

/**
 * The rows that all runs have, ascending: those that none was trained on, or where these are fewer
 * than {@link MIN_HELD_OUT} all of them.
 */
export function commonRows(runs: readonly RunRows[]): { rows: number[]; isHeldOut: boolean } {
  const having = new Map<number, number>();
  const trained = new Set<number>();
  for (const { rowNumbers, trainRows } of runs) {
    for (let i = 0; i < rowNumbers.length; i++) {
      const row = at(rowNumbers, i);
      having.set(row, (having.get(row) ?? 0) + 1);
      if (i < trainRows) trained.add(row);
    }
  }
  const common = [...having]
    .flatMap(([row, count]) => (count === runs.length ? [row] : []))
    .sort((a, b) => a - b);
  const heldOut = common.filter((row) => !trained.has(row));
  return heldOut.length >= MIN_HELD_OUT
    ? { rows: heldOut, isHeldOut: true }
    : { rows: common, isHeldOut: false };
}
