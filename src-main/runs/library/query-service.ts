import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { groupIdOfRun } from '../../../src-shared/group/group';
import type { RunRow } from '../../../src-shared/run/library/row';
import type { QueryAnswer, QueriedTable } from '../../../src-shared/run/library/query';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';

/** What a run belongs to: a group of Benchtop's, or what another program calls one. */
interface GroupOfRun {
  readonly id: string | null;
  readonly name: string | null;
}

/** Columns of the table `runs`, and where a row has each. No name is a word of SQL that asks for quotation marks. */
const RUNS = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  status: ({ status }) => status,
  kind: ({ kind }) => kind,
  project: ({ params }) => text(params['project']),
  group_id: (_row, group) => group.id,
  group_name: (_row, group) => group.name,
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
} as const satisfies Record<string, (row: RunRow, group: GroupOfRun) => number | string | null>;
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
    const { runs, groups } = this.#workspace;
    await runs.index.refresh();
    const rows = runs.index.rows();
    const logs = rows.flatMap(({ id, kind }) => {
      const path = join(runs.findFolder(id), 'metrics.csv');
      return existsSync(path) ? [{ id, path, isExternal: kind === 'external' }] : [];
    });
    const names = new Map(groups.list().map(({ id, name }) => [id, name]));
    const groupOf = ({ id, kind, params }: RunRow): GroupOfRun => {
      if (kind === 'external') return { id: null, name: text(params['group']) };
      const group = groupIdOfRun(id);
      return { id: group, name: names.get(group ?? '') ?? null };
    };
    const tables = [runsTable(rows, groupOf), paramsTable(rows)];
    return this.#host.call('query', { sql, tables, logs, most });
  }
}

function runsTable(rows: readonly RunRow[], groupOf: (row: RunRow) => GroupOfRun): QueriedTable {
  const columns = Object.entries(RUNS);
  return {
    name: 'runs',
    columns: columns.map(([name]) => ({ name, type: NUMBERS.has(name) ? 'DOUBLE' : 'VARCHAR' })),
    rows: rows.map((row) => columns.map(([, read]) => read(row, groupOf(row)))),
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
