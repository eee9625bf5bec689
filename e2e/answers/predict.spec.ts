import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { at, present } from '../../src-shared/present';
import type { RunRecord } from '../../src-shared/run/record/record';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { PredictPage } from '../pages/predict.page';

/** Heights of 50 to 89 and three colours; the target is called as a column of ours. */
function trainingFile(folder: string): string {
  const colours = ['red', 'green', 'blue', 'green'];
  const rows = Array.from({ length: 200 }, (_, i) => {
    const height = 50 + (i % 40);
    return `${height},${at(colours, i % 4)},${height >= 70 ? 'tall' : 'short'}`;
  });
  const path = join(folder, 'people.csv');
  writeFileSync(path, `height,colour,class\n${rows.join('\n')}\n`);
  return path;
}

/** A finished run on number and category columns, opened at its Predict tab. */
async function trained(benchtop: Benchtop): Promise<{ predict: PredictPage; id: string }> {
  const path = trainingFile(benchtop.workspace);
  // Main hands the path out as a person would get it.
  await benchtop.answerFileDialog(path);
  await benchtop.call('datasetsChooseFile');
  const { record } = await benchtop.call<{ record: RunRecord }>('runsStart', {
    experiment: {
      schemaVersion: 1,
      name: 'people',
      seed: 1,
      dataset: {
        kind: 'file',
        path,
        features: ['height', 'colour'],
        target: 'class',
        scaling: 'standard',
      },
      model: {
        kind: 'network',
        layers: [
          { units: 4, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
        loss: 'binaryCrossentropy',
        optimizer: { kind: 'adam', learningRate: 0.05 },
      },
      training: { steps: 600, logEvery: 50, checkpointEvery: 200, engine: 'typed' },
    },
    speed: null,
  });
  await expect.poll(() => benchtop.readStatus(record.id), { timeout: 120_000 }).toBe('finished');
  await benchtop.shell.row('people').first().click();
  const predict = new PredictPage(benchtop.page);
  await predict.open();
  return { predict, id: record.id };
}

test('a point is typed, slid and chosen in raw units, answered at once, and kept', async ({ benchtop }) => {
  const { predict, id } = await trained(benchtop);
  const { page } = benchtop;
  // The median of 50 to 89, and the colour of every other row.
  await expect(predict.field('height')).toHaveValue('69.5');
  await expect(predict.field('colour')).toHaveText('green');
  await expect(predict.slider('height')).toHaveAttribute('min', '50');
  await expect(predict.slider('height')).toHaveAttribute('max', '89');
  await predict.field('height').fill('85');
  await expect(predict.answer).toContainText('tall');
  await predict.field('height').fill('52');
  await expect(predict.answer).toContainText('short');

  // Arrow keys move the slider, and the answer follows.
  await predict.slider('height').focus();
  await page.keyboard.press('End');
  await expect(predict.field('height')).toHaveValue('89');
  await expect(predict.answer).toContainText('tall');
  await page.keyboard.press('ArrowLeft');
  expect(Number(await predict.field('height').inputValue())).toBeLessThan(89);
  await choose(predict.field('colour'), 'blue');

  // Outside the data: said at the control, at the answer and in the table, in words.
  await predict.field('height').fill('250');
  await expect(predict.panel.getByText('Above the run’s data, which ends at 89.')).toBeVisible();
  await expect(predict.answer).toContainText('height above 89. The answer is a guess there.');
  await predict.button('Keep').click();
  await expect(predict.kept.getByRole('row')).toHaveCount(2);
  await expect(predict.kept.getByRole('row').nth(1)).toContainText('blue');
  await expect(predict.kept.getByRole('row').nth(1)).toContainText('height above 89');

  await predict.button('How this is computed').click();
  const table = page.getByRole('table', { name: "From the raw values to the model's inputs" });
  await expect(table.getByRole('row')).toHaveCount(5);
  const { scaler } = present(benchtop.readRecord(id).dataset);
  const scaled = (250 - at(scaler.offset, 0)) / at(scaler.scale, 0);
  const cells = await table.getByRole('row').nth(1).getByRole('cell').allInnerTexts();
  expect(cells.slice(0, 4)).toEqual(['height', '250', 'height', '250']);
  expect(Number(cells[5])).toBeCloseTo(scaled, 3);
  await expect(predict.panel.getByText('The output is at least 0.5: the class is "tall".')).toBeVisible();

  await predict.field('height').fill('x');
  await expect(predict.panel.getByText('Type a number.')).toBeVisible();
  await expect(predict.button('Keep')).toHaveAttribute('aria-disabled', 'true');

  const to = join(benchtop.workspace, 'kept.csv');
  await benchtop.answerSaveDialog(to);
  await predict.button('Save points as CSV').click();
  await expect(benchtop.shell.messages).toContainText('1 point saved');
  const [header, first] = readFileSync(to, 'utf8').trim().split('\n');
  expect(header).toBe('height,colour,output,class,note');
  expect(first).toMatch(/^250,blue,[\d.]+,tall,height above 89$/);
});

test('rows are pasted, a CSV is matched by hand, and what is saved reads back', async ({ benchtop }) => {
  const { predict, id } = await trained(benchtop);
  const { page } = benchtop;

  // From a spreadsheet, without names: by their order.
  await predict.button('Paste rows').click();
  await predict.panel.getByRole('textbox', { name: /^Rows from a spreadsheet/ }).fill('85\tred\n52\tblue\n');
  await predict.button('Use these rows').click();
  await expect(predict.match.getByRole('row', { name: /height/ })).toContainText('by position');
  await predict.button('Predict 2 rows').click();
  await expect(predict.rows.getByRole('row')).toHaveCount(3);
  await expect.poll(() => predict.cells(1)).toEqual(expect.arrayContaining(['tall', '85', 'red']));
  await expect.poll(() => predict.cells(2)).toEqual(expect.arrayContaining(['short', '52', 'blue']));

  // A renamed column, one too many, a word that training did not know, one outside, one of no number.
  const file = join(benchtop.workspace, 'new.csv');
  writeFileSync(file, 'id,Height,tint\n1,85,red\n2,52,pink\n3,200,green\n4,tall,blue\n5,60,blue\n');
  await benchtop.answerFileDialog(file);
  await predict.button('Predict a file…').click();
  await expect(predict.panel.getByText(/new\.csv has no column "colour"/)).toBeVisible();
  await expect(predict.button('Predict rows')).toHaveAttribute('aria-disabled', 'true');
  await expect(predict.match.getByRole('row', { name: /height/ })).toContainText('similar name');
  await choose(predict.source('colour'), 'tint');
  await expect(predict.panel.getByText('Not used: id.')).toBeVisible();
  await expect(predict.match.getByRole('row', { name: /colour/ })).toContainText('"pink"');
  await expect(predict.match.getByRole('row', { name: /height/ })).toContainText('"tall" in line 5');
  await expect(predict.match.getByRole('row', { name: /height/ })).toContainText(
    '1 cell above the run’s data',
  );
  await expect(predict.panel.getByText('3 of 5 rows can be predicted; 2 are left blank.')).toBeVisible();
  await predict.button('Predict 3 rows').click();
  await expect(predict.panel.getByRole('list', { name: 'How often each was answered' })).toContainText(
    'tall',
  );
  await expect.poll(() => predict.cells(2)).toEqual(expect.arrayContaining(['3', '', '52', 'pink']));
  expect((await predict.cells(2)).join()).toContain('which the model has never seen');
  expect((await predict.cells(3)).join()).toContain('height above 89');

  const to = join(benchtop.workspace, 'new-predicted.csv');
  await benchtop.answerSaveDialog(to);
  await predict.button('Save as CSV').click();
  await expect(benchtop.shell.messages).toContainText('5 rows saved');
  const lines = readFileSync(to, 'utf8').trim().split('\n');
  expect(lines[0]).toBe('id,Height,tint,output,class,note');
  expect(lines.map((line) => line.split(',').slice(0, 3).join())).toEqual([
    'id,Height,tint',
    '1,85,red',
    '2,52,pink',
    '3,200,green',
    '4,tall,blue',
    '5,60,blue',
  ]);
  expect(lines[1]).toMatch(/,tall,$/);
  expect(lines[3]).toMatch(/,tall,height above 89$/);
  expect(lines[4]).toMatch(/^4,tall,blue,,,/);
  expect(lines[5]).toMatch(/,short,$/);

  // The run's own file has no two columns of one name, and the Log says so.
  const [header] = readFileSync(join(benchtop.workspace, 'runs', id, 'predictions.csv'), 'utf8').split('\n');
  expect(header).toBe('row,height,colour=blue,colour=green,colour=red,class,output,class_2');
  await benchtop.run.openTab('Log');
  await expect(page.getByText(/Benchtop's column "class" is called "class_2"/)).toBeVisible();
});

test('a file of a million rows is predicted in slices, dropped on the panel and scrolled', async ({
  benchtop,
}) => {
  const { predict } = await trained(benchtop);
  const { page } = benchtop;
  const file = join(benchtop.workspace, 'million.csv');
  const block = Array.from(
    { length: 10_000 },
    (_, i) => `${50 + (i % 40)},${at(['red', 'green', 'blue'], i % 3)}\n`,
  );
  writeFileSync(file, `height,colour\n${block.join('').repeat(100)}`);
  await benchtop.dropFiles([file], await findMiddle(predict));
  await expect(predict.button('Predict 1,000,000 rows')).toHaveAttribute('aria-disabled', 'false', {
    timeout: 120_000,
  });
  await predict.button('Predict 1,000,000 rows').click();
  // The window goes on: a point is answered while the file is predicted.
  await predict.field('height').fill('88');
  await expect(predict.answer).toContainText('tall');
  const labels = predict.panel.getByRole('list', { name: 'How often each was answered' });
  await expect(labels).toContainText('tall', { timeout: 90_000 });
  const counts = [...(await labels.innerText()).matchAll(/\d+,\d{3}/g)].map(([text]) =>
    Number(text.replace(',', '')),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_000_000);
  expect(await predict.rows.getByRole('row').count()).toBeLessThan(40);
  await predict.rows.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  // 26 px a row are more than a browser's tallest element: the bar is a share of them.
  await expect(predict.rows.getByRole('cell', { name: '1,000,001', exact: true })).toBeVisible({
    timeout: 120_000,
  });
  // It was not opened as data.
  await expect(page.getByRole('button', { name: 'Use this data' })).toHaveCount(0);
});

async function findMiddle(predict: PredictPage): Promise<{ x: number; y: number }> {
  const target = predict.button('Paste rows');
  await target.scrollIntoViewIfNeeded();
  const box = present(await target.boundingBox());
  return { x: Math.round(box.x + box.width + 40), y: Math.round(box.y + box.height / 2) };
}
