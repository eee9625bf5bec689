import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { at, present } from '../../src-shared/present';
import { countClicks } from '../testing/count-clicks';
import { expect, test } from '../testing/fixtures';

/** From a researcher's own data to a model that is validated. */

const KINDS = ['fern', 'ivy', 'moss'];
const PLANTS = Array.from({ length: 90 }, (_, i) => {
  const kind = i % 3;
  return [10 + 5 * kind + ((i * 7) % 10) / 10, 3 + 2 * kind + ((i * 3) % 10) / 20, at(KINDS, kind)] as const;
});

test('own CSV, a target and a model that is validated take four clicks', async ({ benchtop }) => {
  const { page, shell, dataset, experiment, run } = benchtop;
  const file = join(benchtop.workspace, 'loads.csv');
  const rows = Array.from(
    { length: 120 },
    (_, i) => `s${i},${i % 40},${(i * 7) % 11},${3 * (i % 40) + ((i * 7) % 11)}`,
  );
  writeFileSync(file, `sample,load,heat,strain\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(file);
  const clicks = await countClicks(page);

  await shell.openData();
  await expect(dataset.target).toHaveText('Nothing: find clusters');
  // No column looks like the answer: the last ones are a click away.
  await dataset.question.getByRole('button', { name: 'strain' }).click();
  await expect(dataset.target).toHaveText('strain');
  await expect(dataset.question).toContainText('from 2 of 3 other columns, without sample');
  await dataset.use.click();
  await experiment.start.click();
  expect(await clicks()).toBe(4);

  await run.expectStatus('finished', { timeout: 120_000 });
  const [id] = benchtop.runIds();
  const record = benchtop.readRecord(present(id));
  expect(record.experiment.dataset).toMatchObject({
    target: 'strain',
    features: ['load', 'heat'],
    validationSplit: 0.2,
  });
  expect(record.dataset).toMatchObject({ rows: 120, trainRows: 96, validationRows: 24 });
  // strain is 3 load + heat exactly, so an R² far below 1 would be no model.
  expect(record.summary['valR2']).toBeGreaterThan(0.98);
  await expect(page.getByRole('term').first()).toHaveText('Validation loss');
});

test('two runs are compared in three clicks', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  for (const sample of ['XNOR', 'SVM margin']) {
    await shell.goHome();
    await shell.startSample(sample);
    await run.expectStatus('finished', { timeout: 120_000 });
  }
  const clicks = await countClicks(page);
  for (const box of await shell.rail.getByRole('checkbox', { name: /^Compare / }).all()) await box.click();
  await shell.rail
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
  await expect(page.getByRole('table', { name: 'Settings' })).toBeVisible();
  expect(await clicks()).toBe(3);
});

test('a pasted table becomes a finished run', async ({ benchtop }) => {
  const { page, shell, dataset, experiment, run } = benchtop;
  await shell.newExperiment();
  await page.getByRole('button', { name: 'Paste a table…' }).click();
  const text = ['height\twidth\tkind', ...PLANTS.map((row) => row.join('\t'))].join('\n');
  await page.getByLabel('Cells copied from a spreadsheet').fill(text);
  await page.getByRole('button', { name: 'Read this table' }).click();
  await expect(dataset.target).toHaveText('kind');
  await expect(dataset.question).toContainText('Proposed: the last column, the only categories.');
  expect(await dataset.cells(2)).toEqual(['10', '3', 'fern']);
  await dataset.use.click();
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  expect(benchtop.readRecord(at(benchtop.runIds(), 0)).dataset?.rows).toBe(90);
});

test('a table in the clipboard is read where it is pasted on the home view', async ({ benchtop }) => {
  const { page, dataset } = benchtop;
  await benchtop.app.evaluate(
    ({ clipboard }, text) => {
      clipboard.writeText(text);
    },
    `a,b,c\n${PLANTS.map((row) => row.join(',')).join('\n')}\n`,
  );
  await page.getByRole('heading', { name: 'Train something' }).click();
  await page.keyboard.press('Control+V');
  await expect(dataset.target).toHaveText('c');
  expect(await dataset.cells(4)).toEqual(['20.4', '7.3', 'moss']);
});

test('a new experiment asks for its data before anything else', async ({ benchtop }) => {
  const { page, shell, experiment } = benchtop;
  await shell.newExperiment();
  await expect(page.getByRole('heading', { name: 'Your own data' })).toBeVisible();
  await expect(experiment.start).toBeHidden();
  await shell.newGenerated('Two moons');
  await expect(experiment.start).toBeEnabled();
});

test('another sheet of a workbook is read, trained on, and remembered with the run', async ({ benchtop }) => {
  const { shell, dataset, experiment, run } = benchtop;
  const file = join(benchtop.workspace, 'lab.xlsx');
  copyFileSync('src-main/dataset/fixtures/files/openpyxl.xlsx', file);
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await expect(dataset.source.getByLabel('Sheet')).toHaveText('Lab 1');
  await expect(dataset.column('when')).toBeVisible();

  await choose(dataset.source.getByLabel('Sheet'), 'Late');
  await expect(dataset.column('when')).toBeHidden();
  expect(await dataset.cells(5)).toEqual(['5', '25']);
  expect(await dataset.cells(8)).toEqual(['8', '64']);
  await choose(dataset.target, 'v');
  await dataset.use.click();
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const record = benchtop.readRecord(at(benchtop.runIds(), 0));
  expect(record.experiment.dataset).toMatchObject({
    source: { sheet: 'Late' },
    features: ['u'],
    target: 'v',
  });
  expect(record.dataset).toMatchObject({ rows: 4, features: ['u'], target: 'v' });
});

test('a wrong guess is put right by the button of its notice, and undone', async ({ benchtop }) => {
  const { page, shell, dataset } = benchtop;
  // 1,234 is a thousand or a bit more than one: nothing in the file tells.
  const rows = Array.from(
    { length: 80 },
    (_, i) => `${i % 2 === 0 ? 'yes' : 'no'};${1 + (i % 9)},${100 + i}`,
  );
  const file = join(benchtop.workspace, 'sales.csv');
  writeFileSync(file, `paid;amount\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(file);
  await shell.openData();
  const doubt = page.getByRole('status').filter({ hasText: 'nothing tells whether' });
  await expect(doubt).toContainText('is read as');
  const range = dataset.column('amount');
  await expect(range).toContainText('1.100 to');
  await doubt.getByRole('button', { name: 'Read "," as thousands' }).click();
  await expect(range).toContainText('1,100 to');
  await expect(page.getByLabel('Thousands', { exact: true })).toHaveText('1,000');

  await page
    .getByRole('status')
    .filter({ hasText: 'Changed:' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(range).toContainText('1.100 to');
  await expect(doubt).toBeVisible();
});

test('rows that are none of the table are listed, and read as rows where that is wished', async ({
  benchtop,
}) => {
  const { page, shell, dataset } = benchtop;
  const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 13},${i % 2 === 0 ? 'a' : 'b'}`);
  const file = join(benchtop.workspace, 'joined.csv');
  writeFileSync(file, ['t,v,kind', ...rows.slice(0, 30), 't,v,kind', ...rows.slice(30), ''].join('\n'));
  await benchtop.answerFileDialog(file);
  await shell.openData();
  const notice = page.getByRole('status').filter({ hasText: 'Left out: 1 repeated header.' });
  await notice.getByRole('button', { name: 'Show' }).click();
  const list = page.getByRole('region', { name: 'Repeated headers' });
  await expect(list).toContainText('Line 32');
  await expect(page.getByText('60 rows as read')).toBeVisible();
  await list.getByRole('checkbox', { name: 'Read as rows' }).check();
  await expect(page.getByText('61 rows as read')).toBeVisible();
  await expect(notice).toBeHidden();
  await list.getByRole('checkbox', { name: 'Read as rows' }).uncheck();
  await expect(notice).toBeVisible();
  await expect(dataset.use).toBeEnabled();
});

test('a date becomes the parts that are chosen, and an amount with a unit a number or words', async ({
  benchtop,
}) => {
  const { page, shell, dataset, experiment, run } = benchtop;
  const rows = Array.from({ length: 60 }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
    return `${day},${i % 7} kg,${(i * 5) % 9},${i % 2 === 0 ? 'low' : 'high'}`;
  });
  const file = join(benchtop.workspace, 'days.csv');
  writeFileSync(file, `when,mass,load,class\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await expect(dataset.target).toHaveText('class');
  await dataset.column('when').click({ position: { x: 120, y: 12 } });
  const parts = page.getByRole('group', { name: 'Model gets of a date' });
  const elapsed = parts.getByLabel('days since 1970-01-01');
  await expect(elapsed).toBeChecked();
  await expect(parts.getByLabel('weekday')).toBeChecked();
  await elapsed.uncheck();
  await parts.getByLabel('month', { exact: true }).uncheck();

  await dataset.column('mass').click({ position: { x: 120, y: 12 } });
  const type = dataset.columns.getByLabel('Type of mass', { exact: true });
  await expect(type).toHaveText('Number');
  await expect(dataset.column('mass')).toContainText('0 to 6');
  await choose(page.getByLabel('Amounts as'), 'Text of the cells');
  await expect(type).toHaveText('Category');
  await choose(page.getByLabel('Amounts as'), 'Number, in kg');
  await expect(type).toHaveText('Number');
  await dataset.use.click();
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const record = benchtop.readRecord(at(benchtop.runIds(), 0));
  expect(record.dataset?.features).toEqual(['when.weekday', 'mass', 'load']);
});
