import { MODEL_KINDS, MODELS } from '../../../src-shared/models';
import type { RunRow } from '../../../src-shared/run/library/row';
import { DEFAULT_RUN_TABLE, type RunTable } from '../../../src-shared/settings';

/** Columns of the table of runs while nobody has chosen them: they follow the kinds of model. */

type Kind = RunRow['kind'];
type Columns = RunTable['columns'];

/** Kinds in the order of their columns: those that learn a target first. */
const ORDER = [...MODEL_KINDS].sort((a, b) => Number(MODELS[b].usesTarget) - Number(MODELS[a].usesTarget));

/** Columns for runs of these kinds: those that every run has, and between them their own. */
export function columnsFor(kinds: readonly Kind[]): Columns {
  const context = kinds.length === 1 ? 'alone' : 'beside';
  const requested = new Set<Kind>(kinds.length === 0 ? MODEL_KINDS : kinds);
  const listed = ORDER.filter((kind) => requested.has(kind)).flatMap(
    (kind) => MODELS[kind].runColumns[context],
  );
  // Several kinds may be scored by the same metric.
  const own = [...new Map(listed.map((column) => [column.id, column])).values()];
  const all = DEFAULT_RUN_TABLE.columns;
  const first = all.findIndex(({ id }) => id.startsWith('metric:'));
  const rest = all.slice(first).filter(({ id }) => !id.startsWith('metric:'));
  return [...all.slice(0, first), ...own, ...rest];
}

/** The table as it is shown: as a person laid it out, or with the columns for these kinds. */
export function shownTable(stored: RunTable, kinds: readonly Kind[]): RunTable {
  return isUsual(stored.columns) ? { ...stored, columns: columnsFor(kinds) } : stored;
}

/** A changed table as it is stored: columns that were not touched go on following the kinds. */
export function storedTable(changed: RunTable, shown: RunTable, stored: RunTable): RunTable {
  return changed.columns === shown.columns ? { ...changed, columns: stored.columns } : changed;
}

/** Whether nobody has chosen, for then the columns for all kinds are stored. */
function isUsual(columns: Columns): boolean {
  const usual = DEFAULT_RUN_TABLE.columns;
  return (
    columns.length === usual.length &&
    columns.every(({ id, widthPx, pinned }, index) => {
      const other = usual[index];
      return id === other?.id && widthPx === other.widthPx && pinned === other.pinned;
    })
  );
}
