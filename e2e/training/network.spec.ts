import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { at, present } from '../../src-shared/present';
import { PredictPage } from '../pages/predict.page';
import { expect, test } from '../testing/fixtures';

/** Three kinds of flowers, each around a place of its own; the same ones every time. */
function flowers(): string {
  let state = 7;
  const noise = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  const kinds = [
    ['setosa', 1.4, 0.2],
    ['versicolor', 4.3, 1.3],
    ['virginica', 6.1, 2.4],
  ] as const;
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [name, length, width] = at(kinds, i % 3);
    return `${(length + noise()).toFixed(2)},${(width + 0.5 * noise()).toFixed(2)},${name}`;
  });
  return ['length,width,species', ...rows, ''].join('\n');
}

test('a file of three classes is opened, trained as a softmax network, drawn and asked about', async ({
  benchtop,
}) => {
  const { page, experiment, run } = benchtop;
  const file = join(benchtop.workspace, 'flowers.csv');
  writeFileSync(file, flowers());
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  await expect(page.getByLabel('Role of species')).toHaveText('Target');
  await benchtop.dataset.use.click();

  await expect(experiment.field('Activation of layer 2')).toHaveText('softmax');
  await expect(experiment.field('Loss')).toHaveText('Categorical cross-entropy');
  const units = page.locator('#model-layers-1-units');
  await expect(units).toHaveValue('3');
  // What does not fit is said at its field, and stands in the way of Start.
  await units.fill('4');
  await units.blur();
  await expect(
    page.getByRole('alert').filter({ hasText: 'has 3 classes, so a softmax layer needs 3 units, not 4' }),
  ).toBeVisible();
  await expect(experiment.start).toBeDisabled();
  await units.fill('3');
  await units.blur();
  await choose(experiment.field('Schedule'), 'Cosine');
  await experiment.fill('Dropout', 0.1);
  await experiment.trainSteps(400);
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });

  const [id] = benchtop.runIds();
  const record = benchtop.readRecord(present(id));
  expect(record.dataset?.classes).toEqual(['setosa', 'versicolor', 'virginica']);
  expect(record.summary['accuracy']).toBeGreaterThan(0.95);
  await expect(page.getByRole('img', { name: /Regions of 3 classes over length and width/ })).toBeVisible();
  await page.getByRole('radio', { name: 'Accuracy' }).click();
  await page.getByRole('radio', { name: 'Rate', exact: true }).click();

  await run.openTab('Predict');
  const predict = new PredictPage(page);
  await predict.field('length').fill('6.1');
  await predict.field('width').fill('2.4');
  await expect(predict.answer).toContainText('virginica');
  await predict.button('Keep').click();
  await expect(predict.kept.getByRole('columnheader', { name: 'p(virginica)' })).toBeVisible();
  await expect(predict.kept.getByRole('row').nth(1).getByRole('cell', { name: 'virginica' })).toBeVisible();
  const [header, first] = readFileSync(
    join(benchtop.workspace, 'runs', present(id), 'predictions.csv'),
    'utf8',
  ).split('\n');
  expect(header).toMatch(/,class,p\(setosa\),p\(versicolor\),p\(virginica\)$/);
  expect(first).toContain('setosa');
});

test('the learning rate is changed while a network trains, marked on its curve, and kept', async ({
  benchtop,
}) => {
  const { page, run } = benchtop;
  const id = await benchtop.startEndlessRun();
  await benchtop.shell.row('endless').click();
  await run.expectStatus('running');
  const rate = run.header.getByLabel('Learning rate');
  await expect(rate).toHaveValue('0.03');
  await rate.fill('0');
  await expect(page.getByRole('alert').filter({ hasText: 'Learning rate must be above 0' })).toBeVisible();
  await rate.fill('0.004');
  await rate.press('Enter');
  await expect
    .poll(() => benchtop.readRecord(id).rateChanges.map((change) => change.learningRate))
    .toEqual([0.004]);
  await expect(rate).toHaveValue('0.004');
  await expect(page.getByRole('slider', { name: /learning rate set to 0\.004 after step/ })).toBeVisible();

  // Paused, a dot makes one step, wherever the focus is but in a text box.
  await run.button('Pause').click();
  await run.expectStatus('paused');
  const steps = async (): Promise<number> =>
    Number(((await run.header.locator('.progress').textContent()) ?? '').split('/')[0]?.replace(/\D/g, ''));
  // The file follows within a quarter of a second, the header by a picture.
  await expect.poll(async () => (await steps()) - benchtop.readRecord(id).steps).toBe(0);
  const before = await steps();
  expect(before).toBeGreaterThan(0);
  await page.keyboard.press('.');
  await expect.poll(steps).toBe(before + 1);
  await run.button('One step').click();
  await expect.poll(steps).toBe(before + 2);
  await run.expectStatus('paused');
  await rate.fill('0.5');
  await rate.press('Enter');
  await expect.poll(() => benchtop.readRecord(id).rateChanges.length).toBe(2);
  expect(benchtop.readRecord(id).rateChanges[1]).toEqual({ step: before + 2, learningRate: 0.5 });
  await run.button('Stop').click();
  await run.expectStatus('stopped');
  await expect(run.header.getByLabel('Learning rate')).toBeHidden();
});
