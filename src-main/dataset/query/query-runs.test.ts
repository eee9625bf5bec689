import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueryAnswer } from '../../../src-shared/run/library/query';
import { queryRuns } from './query-runs';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-query-test-'));
const logs = {
  'run-aaaa': [false, 'step,elapsedMs,loss\n0,0,1\n1,5,0.5\n2,9,0.'],
  'run-bbbb': [false, 'step,elapsedMs,loss,valLoss,rows\n0,0,3,NaN,5\n1,5,Infinity,4,5\n'],
  'run-cccc': [true, 'step,elapsedMs,"a,b"\n0,0,1\nstep,elapsedMs,"a,b",c\n1,1,,2\n'],
} as const;

beforeAll(() => {
  for (const [id, [, csv]] of Object.entries(logs)) {
    mkdirSync(join(folder, id));
    writeFileSync(join(folder, id, 'metrics.csv'), csv);
  }
  writeFileSync(join(folder, 'other.csv'), 'x\n1\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function ask(sql: string, most = 100): Promise<QueryAnswer> {
  return queryRuns({
    sql,
    tables: [
      {
        name: 'runs',
        columns: [
          { name: 'id', type: 'VARCHAR' },
          { name: 'seed', type: 'DOUBLE' },
        ],
        rows: [
          ['run-aaaa', 1],
          ['run-bbbb', null],
        ],
      },
      { name: 'params', columns: [{ name: 'run_id', type: 'VARCHAR' }], rows: [] },
    ],
    logs: Object.entries(logs).map(([id, [isExternal]]) => ({
      id,
      isExternal,
      path: join(folder, id, 'metrics.csv'),
    })),
    most,
  });
}

describe('a query', () => {
  it('sees runs and every logged number, whoever logged it', async () => {
    expect(await ask('SELECT * FROM runs ORDER BY id')).toEqual({
      columns: ['id', 'seed'],
      rows: [
        ['run-aaaa', 1],
        ['run-bbbb', null],
      ],
      isCut: false,
    });
    const { columns, rows } = await ask('SELECT * FROM metrics ORDER BY run_id, step, metric');
    expect(columns).toEqual(['run_id', 'step', 'elapsed_ms', 'metric', 'value']);
    expect(rows).toEqual([
      ['run-aaaa', 0, 0, 'loss', 1],
      ['run-aaaa', 1, 5, 'loss', 0.5],
      ['run-bbbb', 0, 0, 'loss', 3],
      ['run-bbbb', 0, 0, 'valLoss', NaN],
      ['run-bbbb', 1, 5, 'loss', Infinity],
      ['run-bbbb', 1, 5, 'valLoss', 4],
      ['run-cccc', 0, 0, 'a,b', 1],
      ['run-cccc', 1, 1, 'c', 2],
    ]);
    expect(
      await ask(
        "SELECT r.id, min(m.value) AS least FROM runs r JOIN metrics m ON m.run_id = r.id AND metric = 'loss' GROUP BY r.id ORDER BY 1",
      ),
    ).toMatchObject({
      rows: [
        ['run-aaaa', 0.5],
        ['run-bbbb', 3],
      ],
    });
  });

  it('is cut where there is more than was asked for', async () => {
    expect(await ask('SELECT range FROM range(10)', 3)).toEqual({
      columns: ['range'],
      rows: [[0], [1], [2]],
      isCut: true,
    });
  });

  it.each([
    ["COPY runs TO 'x.csv'", 'A query is one SELECT'],
    ["ATTACH 'x.db'", 'A query is one SELECT'],
    ['SELECT 1; SELECT 2', 'A query is one SELECT'],
    ['DROP VIEW runs', 'A query is one SELECT'],
    ['SET enable_external_access = true', 'A query is one SELECT'],
    ['INSTALL httpfs', 'A query is one SELECT'],
    ['SELECT nothing FROM runs', 'Referenced column "nothing" not found in FROM clause (in the query)'],
    ['SELECT ids FROM runs', 'perhaps id'],
    ['SELECT * FROM run', 'perhaps runs'],
    ['SELEC 1', 'syntax error'],
    [`SELECT * FROM read_csv('${join(folder, 'other.csv')}')`, 'and no file of your disk'],
    [`SELECT * FROM '${join(folder, 'other.csv')}'`, 'and no file of your disk'],
    [`SELECT content FROM read_text('${join(folder, 'other.csv')}')`, 'and no file of your disk'],
    [`SELECT * FROM glob('${folder}/*')`, 'and no file of your disk'],
  ])('%s is refused', async (sql, why) => {
    await expect(ask(sql)).rejects.toThrow(why);
    await expect(ask(sql)).rejects.toMatchObject({ info: { kind: 'usage' } });
  });
});
