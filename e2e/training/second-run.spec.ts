import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../src-shared/run/record/record';
import { expect, test } from '../testing/fixtures';

const COLUMNS = 8;
const ROWS = 6000;

/** More numbers than are read faster than kept. */
function points(): string {
  const names = Array.from({ length: COLUMNS }, (_, c) => `x${c}`);
  const rows = Array.from({ length: ROWS }, (_, row) =>
    names.map((_name, c) => (((row * (c + 3)) % 101) / 7).toFixed(3)).join(),
  );
  return `${names.join()}\n${rows.join('\n')}\n`;
}

test('the second run on a file takes its data from memory, with the same numbers, and says so', async ({
  benchtop,
}) => {
  const { shell, experiment, dataset, run, page } = benchtop;
  const file = join(benchtop.workspace, 'points.csv');
  writeFileSync(file, points());
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await dataset.use.click();
  await page.getByRole('radio', { name: 'k-means' }).check();
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const [first] = await benchtop.call<{ record: RunRecord }[]>('runsList');
  expect(first?.record.dataReadAt).toBeUndefined();
  await run.openTab('Log');
  await expect(page.getByText('for this run', { exact: true })).toBeVisible();

  await benchtop.call('runsStart', { experiment: first?.record.experiment, speed: null });
  const newest = async (): Promise<RunRecord | undefined> =>
    (await benchtop.call<{ record: RunRecord }[]>('runsList')).find(
      ({ record }) => record.id !== first?.record.id,
    )?.record;
  await expect.poll(async () => (await newest())?.status, { timeout: 120_000 }).toBe('finished');
  const second = await newest();
  expect(second?.dataReadAt).toBeDefined();
  expect(second?.summary).toEqual(first?.record.summary);
  expect(second?.result).toEqual(first?.record.result);
  await shell
    .row(second?.name ?? '')
    .first()
    .click();
  await run.openTab('Log');
  await expect(page.getByText(/^from memory, as an earlier run read it \(\d\d:\d\d\)$/)).toBeVisible();
});
