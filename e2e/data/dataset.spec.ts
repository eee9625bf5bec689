import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { at, present } from '../../src-shared/present';
import { axeFindings } from '../testing/axe';
import { expect, test, type Benchtop } from '../testing/fixtures';

const CITIES = ['Köln', 'Ulm', 'Nürnberg'];

/** File of a German instrument: two lines of text, decimal commas, umlauts in one byte. */
function germanFile(): string {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const height = 150 + (i % 40) + i / 100;
    const weight = 0.9 * height - 90 + (i % 7);
    const cells = [
      String(i + 1),
      comma(height),
      i % 30 === 4 ? '' : comma(weight),
      CITIES[i % 3],
      i % 2 === 0 ? 'ja' : 'nein',
    ];
    if (i === 9) cells[1] = 'krank';
    return cells.join(';');
  });
  return ['Messung vom Frühjahr;;;;', 'Gerät: Waage №2', 'Nr;Größe;Gewicht;Stadt;Raucher', ...rows, '']
    .join('\r\n')
    .replace('№', 'Nr. ');
}

function comma(value: number): string {
  return value.toFixed(2).replace('.', ',');
}

async function open(benchtop: Benchtop, name: string, bytes: Buffer): Promise<void> {
  const file = join(benchtop.workspace, name);
  writeFileSync(file, bytes);
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  await expect(benchtop.dataset.use).toBeVisible();
}

async function train(benchtop: Benchtop): Promise<ReturnType<Benchtop['readRecord']>> {
  await benchtop.experiment.start.click();
  await benchtop.run.expectStatus('finished', { timeout: 120_000 });
  const ids = benchtop.runIds();
  return benchtop.readRecord(at(ids, ids.length - 1));
}

test('a German file is read as it is meant, prepared and trained on', async ({ benchtop }) => {
  const { dataset, page } = benchtop;
  await open(benchtop, 'waage.csv', Buffer.from(germanFile(), 'latin1'));

  await expect(page.getByText('Fully read')).toBeVisible();
  expect(await dataset.cells(4)).toEqual(['1', '150,00', '45,00', 'Köln', 'ja']);
  await expect(dataset.dialect.getByLabel('Delimiter', { exact: true })).toHaveText('Semicolon');
  await expect(dataset.dialect.getByLabel('Decimal', { exact: true })).toHaveText('1,5 comma');
  await expect(dataset.dialect.getByLabel('Skip lines', { exact: true })).toHaveValue('2');
  const encoding = dataset.dialect.getByLabel('Encoding', { exact: true });
  await expect(encoding).toHaveText(/Latin-1|Windows-1252/);
  // One of many is found by typing.
  await encoding.focus();
  await page.keyboard.type('c');
  const search = page.getByRole('combobox', { name: 'Find: Encoding' });
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('c');
  await page.keyboard.type('p866');
  await page.keyboard.press('Enter');
  await expect(encoding).toHaveText('IBM866, Cyrillic');
  await expect(encoding).toBeFocused();
  await page.getByRole('button', { name: 'Encoding: back to what was detected' }).click();
  await expect(encoding).toHaveText(/Latin-1|Windows-1252/);
  await expect(dataset.column('Größe')).toContainText('1 bad cell');
  await expect(dataset.column('Gewicht')).toContainText('4 missing');

  await dataset.setRole('Nr', 'Ignore');
  await dataset.setRole('Gewicht', 'Target');
  await dataset.setRole('Raucher', 'Ignore');
  await dataset.column('Größe').click();
  await choose(
    page.getByRole('region', { name: 'Settings of Größe' }).getByLabel('Scaling'),
    'Standard (mean 0)',
  );
  await dataset.openTab('Rows');
  await choose(page.getByLabel('Missing values', { exact: true }), 'Drop the row');
  await expect(page.getByRole('radio', { name: 'Drop these rows' })).toBeChecked();
  await page.getByLabel('Share', { exact: true }).fill('0.25');
  await dataset.use.click();

  await expect(benchtop.experiment.name).toHaveValue('waage');
  const { dataset: facts, experiment, status } = await train(benchtop);
  expect(status).toBe('finished');
  // 120 rows: four lack their weight, one holds a word in place of a height.
  expect(facts).toMatchObject({ name: 'waage.csv', rows: 115, droppedRows: 5, target: 'Gewicht' });
  expect(present(facts).trainRows + present(facts).validationRows).toBe(115);
  expect(present(facts).validationRows).toBe(29);
  expect(experiment.model.kind).toBe('network');
  expect(experiment.dataset).toMatchObject({
    kind: 'file',
    features: ['Größe', 'Stadt'],
    target: 'Gewicht',
    rejects: 'drop',
    columnSettings: [{ name: 'Größe', scaling: 'standard' }],
  });
});

test('a bad cell is listed, gone to, and the choice about it changes what is trained on', async ({
  benchtop,
}) => {
  const { dataset, page } = benchtop;
  const rows = Array.from({ length: 4000 }, (_, i) => `${i % 90},${(i * 7) % 50}`);
  rows[3000] = '12,oops';
  await open(benchtop, 'bad.csv', Buffer.from(['a,b', ...rows, ''].join('\n')));

  await dataset.openTab(/Problems \(1\)/);
  await dataset.problems.getByText('line 3,002, b').click();
  const cell = dataset.line(3002).getByRole('gridcell').nth(1);
  await expect(cell).toBeInViewport();
  await expect(cell).toContainText('oops');
  await expect(cell).toHaveAttribute('data-tip', 'not a number: oops');

  await dataset.use.click();
  expect((await train(benchtop)).dataset).toMatchObject({ rows: 3999, droppedRows: 1 });

  await benchtop.run.button('Edit').click();
  await page.getByRole('button', { name: 'Edit data…' }).click();
  await dataset.openTab('Rows');
  await page.getByRole('radio', { name: 'Treat as missing' }).click();
  await choose(page.getByLabel('Missing values', { exact: true }), "The column's mean");
  await dataset.use.click();
  expect((await train(benchtop)).dataset).toMatchObject({ rows: 4000, droppedRows: 0 });
});

test('how a file is read can be changed, line by line and back again', async ({ benchtop }) => {
  const { dataset, page } = benchtop;
  const lines = ['x;y', '1;2', '3;4', 'units;kg', '5;6', ''];
  await open(benchtop, 'lines.csv', Buffer.from(lines.join('\n')));
  await expect.poll(() => dataset.cells(2)).toEqual(['1', '2']);

  await dataset.lineAction(4, 'Skip this line');
  await expect(page.getByText('1 line left out')).toBeVisible();
  await expect(dataset.line(4)).toHaveCount(0);
  await expect(dataset.table).toHaveAttribute('aria-rowcount', '4');

  await dataset.lineAction(3, 'Use as header');
  await expect(dataset.dialect.getByLabel('Skip lines', { exact: true })).toHaveValue('2');
  await expect(dataset.table.getByRole('columnheader').nth(1)).toContainText('3');

  await page.getByRole('button', { name: 'Back to what was detected' }).last().click();
  await expect(dataset.table.getByRole('columnheader').nth(1)).toContainText('x');
  await expect(dataset.table).toHaveAttribute('aria-rowcount', '5');

  await choose(dataset.dialect.getByLabel('Delimiter', { exact: true }), 'Comma');
  await expect(dataset.table.getByRole('columnheader')).toHaveCount(2);
  await page.getByRole('button', { name: 'Delimiter: back to what was detected' }).click();
  await expect(dataset.table.getByRole('columnheader')).toHaveCount(3);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Train something' })).toBeVisible();
});

test('choices come back with the same header, and a saved data set from the rail', async ({ benchtop }) => {
  const { dataset, page, shell } = benchtop;
  const file = (rows: number): Buffer =>
    Buffer.from(
      ['a,b,c', ...Array.from({ length: rows }, (_, i) => `${i},${i % 5},${i % 3}`), ''].join('\n'),
    );
  await open(benchtop, 'first.csv', file(30));
  await expect(page.getByText('Fully read')).toBeVisible();
  await dataset.setRole('c', 'Target');
  await page.getByRole('button', { name: 'Save as data set…' }).click();
  // The dialog opens with the name selected, ready to be written over.
  await page.keyboard.type('thirty rows');
  await page.keyboard.press('Enter');
  await expect(shell.row('thirty rows')).toBeVisible();

  await shell.goHome();
  await open(benchtop, 'second.csv', file(40));
  await expect(page.getByText(/for files with this header/)).toBeVisible();
  await expect(dataset.columns.getByLabel('Role of c', { exact: true })).toHaveText('Target');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(dataset.columns.getByLabel('Role of c', { exact: true })).toHaveText('Feature');

  await benchtop.relaunch();
  await benchtop.shell.row('thirty rows').click();
  await expect(benchtop.page.getByRole('heading', { name: 'first.csv' })).toBeVisible();
  await expect(benchtop.dataset.columns.getByLabel('Role of c', { exact: true })).toHaveText('Target');
});

test('a file that is none says so in its place, and a long one is walked with the keyboard', async ({
  benchtop,
}) => {
  const { dataset, page, shell } = benchtop;
  const empty = join(benchtop.workspace, 'empty.csv');
  writeFileSync(empty, '');
  await benchtop.answerFileDialog(empty);
  await shell.openData();
  await expect(page.getByText('empty.csv cannot be shown')).toBeVisible();
  await shell.goHome();

  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},${i * 2}`);
  await open(benchtop, 'long.csv', Buffer.from(['a,b', ...rows, ''].join('\n')));
  await dataset.table.focus();
  await page.keyboard.press('Control+End');
  await expect(dataset.line(60_001)).toBeVisible();
  await page.keyboard.press('Control+g');
  await page.keyboard.type('31415');
  await page.keyboard.press('Enter');
  await expect(dataset.line(31_415)).toBeVisible();
  expect(await dataset.cells(31_415)).toEqual(['31413', '62826']);
});

test('the view has no failing of accessibility that a program can find, in both themes', async ({
  benchtop,
}) => {
  const { dataset, page } = benchtop;
  await open(benchtop, 'waage.csv', Buffer.from(germanFile(), 'latin1'));
  await expect(page.getByText('Fully read')).toBeVisible();
  for (const theme of ['light', 'dark']) {
    await benchtop.call('settingsSet', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    for (const tab of ['Columns', 'Rows', /Problems/]) {
      await dataset.openTab(tab);
      if (tab === 'Columns') await dataset.column('Größe').click();
      const found = await axeFindings(page);
      expect(found, `${theme}, ${String(tab)}`).toEqual([]);
    }
  }
});
