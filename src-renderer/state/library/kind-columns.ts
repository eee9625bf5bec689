import { MODEL_KINDS } from '../../../src-shared/models';
import type { RunRow } from '../../../src-shared/run/library/row';
import { DEFAULT_RUN_TABLE, type RunTable } from '../../../src-shared/settings';

/** What the table of runs shows while nobody has chosen its columns: it follows the kinds of model. */

type Kind = RunRow['kind'];
type Columns = RunTable['columns'];
type ShownColumn = Columns[number];

const LOSS = { id: 'metric:loss:best', widthPx: 164, pinned: false };
const VALIDATION_LOSS = { id: 'metric:valLoss:best', widthPx: 184, pinned: false };
const ACCURACY = { id: 'metric:accuracy:best', widthPx: 190, pinned: false };
const VALIDATION_ACCURACY = { id: 'metric:valAccuracy:best', widthPx: 200, pinned: false };
const INERTIA = { id: 'metric:inertia:last', widthPx: 150, pinned: false };

/** In their order, validation first. `alone`: all runs are of this kind; `beside`: what it is judged by among others. */
const OF_KINDS: Readonly<Record<Kind, Readonly<Record<'alone' | 'beside', readonly ShownColumn[]>>>> = {
  network: {
    alone: [VALIDATION_LOSS, VALIDATION_ACCURACY, LOSS, ACCURACY],
    beside: [VALIDATION_LOSS, LOSS],
  },
  svm: {
    alone: [
      { id: 'param:model.l2', widthPx: 80, pinned: false },
      VALIDATION_ACCURACY,
      ACCURACY,
      { id: 'metric:objective:best', widthPx: 190, pinned: false },
    ],
    beside: [VALIDATION_ACCURACY, ACCURACY],
  },
  kmeans: {
    alone: [{ id: 'param:model.nClusters', widthPx: 100, pinned: false }, INERTIA],
    beside: [INERTIA],
  },
};

/** Columns for runs of these kinds: those that every run has, and between them their own. */
export function columnsFor(kinds: readonly Kind[]): Columns {
  const place = kinds.length === 1 ? 'alone' : 'beside';
  const wanted = new Set<Kind>(kinds.length === 0 ? MODEL_KINDS : kinds);
  const order = Object.keys(OF_KINDS) as Kind[];
  const own = order.filter((kind) => wanted.has(kind)).flatMap((kind) => OF_KINDS[kind][place]);
  const all = DEFAULT_RUN_TABLE.columns;
  const first = all.findIndex(({ id }) => id.startsWith('metric:'));
  const rest = all.slice(first).filter(({ id }) => !id.startsWith('metric:'));
  return [...all.slice(0, first), ...own, ...rest];
}

/** The table as it is shown: as a person laid it out, or with the columns for these kinds. */
export function shownTable(stored: RunTable, kinds: readonly Kind[]): RunTable {
  return isUsual(stored.columns) ? { ...stored, columns: columnsFor(kinds) } : stored;
}

/** What to store of a changed table: columns that were not touched go on following the kinds. */
export function storedTable(changed: RunTable, shown: RunTable, stored: RunTable): RunTable {
  return changed.columns === shown.columns ? { ...changed, columns: stored.columns } : changed;
}

/** Whether nobody has chosen, for then the columns for all kinds are stored. */
function isUsual(columns: Columns): boolean {
  const usual = DEFAULT_RUN_TABLE.columns;
  return (
    columns.length === usual.length &&
    columns.every(({ id, widthPx, pinned }, place) => {
      const other = usual[place];
      return id === other?.id && widthPx === other.widthPx && pinned === other.pinned;
    })
  );
}
