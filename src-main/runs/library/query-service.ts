import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRow } from '../../../src-shared/run/library/row';
import type { QueryAnswer, QueriedTable } from '../../../src-shared/run/library/query';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';

/** Columns of the table `runs`, and where a row has each. */
const RUNS = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  status: ({ status }) => status,
  kind: ({ kind }) => kind,
  project: ({ params }) => text(params['project']),
  group: ({ params }) => text(params['group']),
  dataset: ({ dataset }) => dataset,
  seed: ({ seed }) => seed,
  steps: ({ steps }) => steps,
  elapsed_ms: ({ elapsedMs }) => elapsedMs,
  created_at: ({ createdAt }) => createdAt,
  started_at: ({ startedAt }) => startedAt,
  ended_at: ({ endedAt }) => endedAt,
  engine: ({ engine }) => engine,
  parent_id: ({ parentId }) => parentId,
  tags: ({ tags }) => tags.join(', '),
  note: ({ note }) => note,
  starred: ({ starred }) => Number(starred),
  archived: ({ archived }) => Number(archived),
  error: ({ error }) => error,
} as const satisfies Record<string, (row: RunRow) => number | string | null>;
const NUMBERS: ReadonlySet<string> = new Set(['seed', 'steps', 'elapsed_ms', 'starred', 'archived']);

/** Questions in SQL about all runs. */
export class QueryService {
  readonly #workspace: Workspace;
  readonly #host: Pick<WorkerHost, 'call'>;

  constructor(workspace: Workspace, host: Pick<WorkerHost, 'call'>) {
    this.#workspace = workspace;
    this.#host = host;
  }

  /**
   * Answers one SELECT over `runs`, `params` and `metrics`.
   * @param most rows of the answer
   * @throws BenchtopError `usage` for anything else, with what is wrong in it
   */
  async query(sql: string, most: number): Promise<QueryAnswer> {
    const { runs } = this.#workspace;
    await runs.index.refresh();
    const rows = runs.index.rows();
    const logs = rows.flatMap(({ id, kind }) => {
      const path = join(runs.findFolder(id), 'metrics.csv');
      return existsSync(path) ? [{ id, path, isExternal: kind === 'external' }] : [];
    });
    return this.#host.call('query', { sql, tables: [runsTable(rows), paramsTable(rows)], logs, most });
  }
}

function runsTable(rows: readonly RunRow[]): QueriedTable {
  const columns = Object.entries(RUNS);
  return {
    name: 'runs',
    columns: columns.map(([name]) => ({ name, type: NUMBERS.has(name) ? 'DOUBLE' : 'VARCHAR' })),
    rows: rows.map((row) => columns.map(([, read]) => read(row))),
  };
}

function paramsTable(rows: readonly RunRow[]): QueriedTable {
  return {
    name: 'params',
    columns: [
      { name: 'run_id', type: 'VARCHAR' },
      { name: 'name', type: 'VARCHAR' },
      { name: 'value', type: 'VARCHAR' },
      { name: 'number', type: 'DOUBLE' },
    ],
    rows: rows.flatMap(({ id, params }) =>
      Object.entries(params).flatMap(([name, value]) =>
        value === null ? [] : [[id, name, String(value), typeof value === 'number' ? value : null]],
      ),
    ),
  };
}

function text(value: RunRow['params'][string] | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}
