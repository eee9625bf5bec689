import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, present } from '../../src-shared/present';
import { expect, test } from '../testing/fixtures';

for (const name of ['XNOR', 't-shirt sizes', 'SVM margin']) {
  test(`${name} trains from its card to the end`, async ({ benchtop }) => {
    await benchtop.shell.startSample(name);
    await benchtop.run.expectStatus('finished', { timeout: 120_000 });
    await expect(benchtop.run.title).toHaveText(name);
    await expect(benchtop.shell.row(name).first()).toBeVisible();
    const [id] = benchtop.runIds();
    expect(benchtop.readRecord(present(id))).toMatchObject({ status: 'finished', error: null });
    await benchtop.run.openTab('Config');
    await benchtop.relaunch();
    await benchtop.shell.row(name).first().click();
    await benchtop.run.expectStatus('finished');
  });
}

test('a run is paused, resumed and stopped from its header', async ({ benchtop }) => {
  const id = await benchtop.startEndlessRun();
  await benchtop.shell.row('endless').click();
  await benchtop.run.expectStatus('running');
  await benchtop.run.button('Pause').click();
  await benchtop.run.expectStatus('paused');
  await expect.poll(() => benchtop.readStatus(id)).toBe('paused');
  await benchtop.run.button('Resume').click();
  await benchtop.run.expectStatus('running');
  await benchtop.run.button('Stop').click();
  await benchtop.run.expectStatus('stopped');
  expect(benchtop.readRecord(id).checkpoints).toHaveLength(1);
});

test('a file chosen in the dialog becomes an experiment that trains', async ({ benchtop }) => {
  const rows = Array.from({ length: 60 }, (_, i) => `${60 + (i % 20)},${100 + ((i * 7) % 90)}`);
  const file = join(benchtop.workspace, 'sizes.csv');
  writeFileSync(file, ['Height,Weight', ...rows, ''].join('\n'));
  await benchtop.answerFileDialog(null);
  await benchtop.shell.openData();
  await expect(benchtop.dataset.use).toBeHidden();
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  await benchtop.dataset.use.click();
  await expect(benchtop.experiment.name).toHaveValue(/sizes/);
  await benchtop.experiment.start.click();
  await benchtop.run.expectStatus('finished', { timeout: 120_000 });
  const [id] = benchtop.runIds();
  expect(benchtop.readRecord(present(id)).dataset).toMatchObject({ name: 'sizes.csv', rows: 60 });
});

test('a bundled experiment is changed, saved as one’s own, and found again', async ({ benchtop }) => {
  const { shell, experiment } = benchtop;
  await shell.openSettings();
  await shell.goHome();
  await shell.openSample('t-shirt sizes');
  await experiment.name.fill('five sizes');
  await experiment.fill(/Clusters/, 5);
  await experiment.save.click();
  await expect(shell.row('five sizes')).toBeVisible();
  await benchtop.relaunch();
  await benchtop.shell.newExperiment();
  await benchtop.shell.row('five sizes').click();
  await expect(benchtop.experiment.field(/Clusters/)).toHaveValue('5');
});

test('own data becomes a validated model in four clicks, and the form says why it is so', async ({
  benchtop,
}) => {
  const { page, dataset, experiment, run, shell } = benchtop;
  const file = join(benchtop.workspace, 'leaves.csv');
  const rows = Array.from({ length: 90 }, (_, i) => {
    const kind = i % 3;
    return `${1000 + i},${(kind * 4 + Math.sin(i)).toFixed(3)},${(Math.cos(3 * i) - kind * 3).toFixed(3)},leaf ${i} of a tree,${['ash', 'elm', 'oak'][kind]}`;
  });
  writeFileSync(file, `id,length,width,note,species\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(file);
  await shell.newExperiment();
  await page.getByRole('button', { name: 'Open a file…' }).click();
  await expect(page.getByLabel('Role of species')).toHaveText('Target');
  await dataset.use.click();
  await expect(page.getByText('72 rows to train on, 18 for validation')).toBeVisible();
  await expect(page.getByText('its name says so')).toBeVisible();
  await expect(page.getByText(/^without id \(only tells rows apart\), note \(free text\)$/)).toBeVisible();
  await expect(page.getByText('a fifth of 90 rows, the share of each class kept')).toBeVisible();
  await expect(experiment.field('Epochs').last()).toHaveValue('200');
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const record = benchtop.readRecord(at(benchtop.runIds(), 0));
  expect(record.dataset).toMatchObject({ features: ['length', 'width'], trainRows: 72, validationRows: 18 });
  expect(record.summary['valAccuracy']).toBe(1);
});

test('a new experiment on XNOR learns it', async ({ benchtop }) => {
  await benchtop.shell.newGenerated('XNOR');
  await benchtop.experiment.start.click();
  await benchtop.run.expectStatus('finished', { timeout: 120_000 });
  const record = benchtop.readRecord(at(benchtop.runIds(), 0));
  expect(record.experiment.seed).toBe(3);
  expect(record.summary['loss']).toBeLessThan(0.001);
});
