import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../src-shared/run/record/record';
import { axeFindings } from '../testing/axe';
import { expect, test } from '../testing/fixtures';
import { writeParquet } from '../testing/parquet';

/** Three groups of points, far apart, in turn; rows of one file follow those of the one before. */
const SELECT = `i AS id, (i % 3) * 10 + sin(i * 0.7) AS width, (i % 3) * 8 + cos(i * 1.3) AS height,
  CASE i % 3 WHEN 0 THEN 'red' WHEN 1 THEN 'green' ELSE 'blue' END AS colour`;

test('a folder of Parquet files is opened, looked through, and k-means trained on its rows as they stream', async ({
  benchtop,
}) => {
  const { page, shell, dataset, experiment } = benchtop;
  const folder = join(benchtop.workspace, 'tables');
  mkdirSync(folder);
  for (const [file, name] of ['a', 'b', 'c'].entries())
    await writeParquet(join(folder, `${name}.parquet`), SELECT, file * 4000, (file + 1) * 4000);

  await benchtop.answerFileDialog(folder);
  await shell.newExperiment();
  await page.getByRole('button', { name: 'Open a folder…' }).click();
  const head = page.locator('header.view-head');
  await expect(head.getByRole('heading', { name: 'tables' })).toBeVisible();
  await expect(head).toContainText('12,000 rows');
  await expect(head).toContainText('Fully read');
  await expect(dataset.column('width')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  // A target of words is proposed, and what is proposed for it can be streamed.
  await dataset.use.click();
  await expect(page.getByText('Rows of 3 files are streamed')).toBeVisible();
  await expect(page.getByText('The network takes batches of shuffled blocks')).toBeVisible();
  await expect(page.getByText('9,600 rows to train on, 2,400 for validation')).toBeVisible();
  await page.getByRole('radio', { name: 'Logistic' }).click();
  await expect(page.getByText('choose k-means, a linear SVM or a network')).toBeVisible();
  await page.getByRole('radio', { name: 'k-means' }).click();
  await expect(page.getByText('k-means takes mini-batches of the next rows')).toBeVisible();
  await experiment.fill('Clusters (k)', 3);
  await experiment.fill('Passes', 2);
  await experiment.start.click();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible();
  const [id = ''] = benchtop.runIds();
  const record = JSON.parse(
    readFileSync(join(benchtop.workspace, 'runs', id, 'run.json'), 'utf8'),
  ) as RunRecord;
  expect(record.dataset?.stream).toEqual({ files: 3, tableRows: 12_000, heldRows: 12_000 });
  expect(record.experiment.dataset).toMatchObject({ path: folder, stream: { passes: 2 } });
  // Each group's variance is that of a sine and a cosine, a half each.
  expect(Math.abs(Number(record.summary['meanSquaredDistance']) - 1)).toBeLessThan(0.001);

  // Its figures of all rows stay where it was; those that one asks for now are of the sample that is held.
  await page.getByRole('tab', { name: 'Predict' }).click();
  await expect(page.getByText('in the run’s data −1.000 to 21.00')).toBeVisible();
});

test('a folder that is no table is told in one sentence, with the file and the column', async ({
  benchtop,
}) => {
  const { page, shell } = benchtop;
  const folder = join(benchtop.workspace, 'tables');
  mkdirSync(folder);
  await benchtop.answerFileDialog(folder);
  await shell.newExperiment();
  const open = page.getByRole('button', { name: 'Open a folder…' });
  await open.click();
  await expect(page.getByText(`The folder ${folder} holds no Parquet file (*.parquet)`)).toBeVisible();

  // One that is dropped is opened, too; one of runs is still taken for that.
  await writeParquet(join(folder, 'a.parquet'), SELECT, 0, 60);
  await writeParquet(join(folder, 'b.parquet'), 'i AS id, i AS width, i AS height', 60, 80);
  await benchtop.dropFiles([folder]);
  await expect(page.getByText('b.parquet lacks the column "colour" that a.parquet has')).toBeVisible();
  const bytes = readFileSync(join(folder, 'a.parquet'));
  writeFileSync(join(folder, 'b.parquet'), bytes.subarray(0, bytes.length - 9));
  await benchtop.dropFiles([folder]);
  await expect(page.getByText('b.parquet is not a whole Parquet file: its end is missing')).toBeVisible();
  writeFileSync(join(folder, 'b.parquet'), bytes);
  await benchtop.dropFiles([folder]);
  await expect(page.locator('header.view-head')).toContainText('120 rows');
});
