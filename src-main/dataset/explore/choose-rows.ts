import type { ExploredDataset, ExploredRows } from '../../../src-shared/dataset/explore';
import type { RawTable } from '../columns/raw-table';
import { sampleRows } from '../columns/sample';
import { pick } from '../columns/typed/indices';

/** Above so many rows an even spread of them is kept: a picture and a quartile need no more. */
export const MAX_ROWS = 20_000_000;

/** Which of the rows that were read a chart is of. */
export interface ChosenRows {
  /** How many there were, and how many of them are kept. */
  readonly rows: ExploredRows;
  /** Indices among the rows read of those that are kept; null: all. */
  readonly chosen: Int32Array | null;
  /** Their 0-based numbers in the whole table; null: all of it, in order. */
  readonly rowNumbers: Int32Array | null;
}

/**
 * Chooses rows: filter, then sample, then what cannot be trusted, then what is too much.
 * @param mask 1 for each row of the whole table that the filter keeps; null: no filter
 * @param total rows that there are before suspect ones and those above {@link MAX_ROWS} go
 */
export function chooseRows(
  { sample, rejects }: Pick<Extract<ExploredDataset, { kind: 'file' }>, 'sample' | 'rejects'>,
  { rows: count, rowNumbers, suspect: suspectMarks }: Pick<RawTable, 'rows' | 'rowNumbers' | 'suspect'>,
  mask: Uint8Array | null,
  total: number,
  seed: number,
): ChosenRows {
  let chosen: Int32Array | null = null;
  let before = total;
  if (mask !== null) {
    chosen = indicesWhere(count, (row) => mask[rowNumbers === null ? row : rowNumbers[row]!] === 1);
    if (sample !== null) {
      const left = chosen;
      chosen = pick(left, sampleRows(left.length, sample, sample.seed ?? seed));
    }
    before = chosen.length;
  }
  let suspect = 0;
  if (suspectMarks !== null && rejects === 'drop') {
    const all: Int32Array = chosen ?? indicesWhere(count, () => true);
    chosen = all.filter((row) => suspectMarks[row] !== 1);
    suspect = all.length - chosen.length;
  }
  const used = chosen?.length ?? count;
  if (used > MAX_ROWS) {
    const all = chosen;
    chosen = Int32Array.from({ length: MAX_ROWS }, (_, i) => {
      const index = Math.floor((i * used) / MAX_ROWS);
      return all === null ? index : all[index]!;
    });
  }
  return {
    rows: { total: before, used: Math.min(used, MAX_ROWS), doubtful: suspect },
    chosen,
    rowNumbers: chosen === null || rowNumbers === null ? (chosen ?? rowNumbers) : pick(rowNumbers, chosen),
  };
}

function indicesWhere(count: number, holds: (row: number) => boolean): Int32Array {
  let found = 0;
  for (let row = 0; row < count; row++) if (holds(row)) found++;
  const indices = new Int32Array(found);
  for (let row = 0, filled = 0; row < count; row++) if (holds(row)) indices[filled++] = row;
  return indices;
}
