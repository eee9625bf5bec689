import { describe, expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import { slowness } from '../../../testing/slowness';
import { isOver, useTaskProcesses } from '../../../testing/task-processes';
import { fixture, readCells } from '../../fixtures/files';
import { previewFile } from '../../preview/preview';
import { extensionPath, nodeSqlite } from './reader';

const PLANTS = fixture('python.sqlite');
const canRead = extensionPath() !== null || nodeSqlite() !== null;
const missing = canRead ? '' : ' (skipped: no reader of SQLite was provisioned)';
const started = useTaskProcesses();

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const ENDLESS = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)';

describe.runIf(canRead)(`a query of an SQLite database${missing}`, () => {
  it('is answered in a process of its own, whose end nobody waits for', async () => {
    const query = 'SELECT code, count(*) AS n FROM plants GROUP BY code';
    expect(await readCells(PLANTS, { source: { query } })).toEqual([
      ['code', 'n'],
      ['007', '1'],
      ['1E2', '1'],
      ['é, "x"', '1'],
    ]);
    expect(started).toHaveLength(1);
    while (!isOver(at(started, 0))) await pause(5);
  });

  it('hands over many rows, all of them once', async () => {
    const query = `${ENDLESS.replace('FROM c)', 'FROM c WHERE n < 20000)')} SELECT n FROM c`;
    const { page } = await previewFile(PLANTS, { source: { query } });
    expect(page).toMatchObject({ totalRows: 20_000, totalIsExact: true });
  });

  it('tells there as well what is wrong with it', async () => {
    const reading = previewFile(PLANTS, { source: { query: 'SELECT * FROM nowhere' } });
    await expect(reading).rejects.toMatchObject({
      info: { kind: 'invalid-experiment', field: 'dataset.source.query' },
    });
    await expect(reading).rejects.toThrow('no such table: nowhere');
  });

  it.each([
    ['counts without end', `${ENDLESS} SELECT count(*) AS n FROM c`],
    ['gives rows without end', `${ENDLESS} SELECT n FROM c`],
  ])('that %s is over within 2 s of cancelling, with its process', async (_, query) => {
    const abort = new AbortController();
    const answer = previewFile(PLANTS, { source: { query }, signal: abort.signal });
    while (started.length === 0) await pause(5);
    await pause(500);
    const startedAt = performance.now();
    abort.abort();
    await expect(answer).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect(performance.now() - startedAt).toBeLessThan(2000 * slowness());
    while (!isOver(at(started, 0))) await pause(5);
  });
});

it.runIf(canRead)(`a table needs none${missing}`, async () => {
  expect((await readCells(PLANTS)).length).toBeGreaterThan(1);
  expect(started).toEqual([]);
});
