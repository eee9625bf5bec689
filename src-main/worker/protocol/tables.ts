import type { KeptTable, TableUse } from '../../dataset';

export type { KeptTable, TableUse } from '../../dataset';

/** Tables that runs before have read, as a run gets them; null: it reads its own, and none is kept. */
export type SharedTables = {
  readonly known: readonly KeptTable[];
  /** That a table may have to be kept. */
  readonly mostBytes: number;
} | null;

/** What a worker says of tables: its run has its data now, and where from. */
export interface TablesEvent {
  readonly type: 'tables';
  readonly runId: string;
  readonly use: TableUse;
}
