import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredRun } from '../../src-shared/run/record/record';
import { expect, test } from '../testing/fixtures';

test('a run whose numbers got lost says so and offers a copy with a smaller rate', async ({ benchtop }) => {
  const { page, run, experiment } = benchtop;
  const { record } = await benchtop.call<StoredRun>('runsStart', {
    experiment: {
      schemaVersion: 1,
      name: 'too fast',
      dataset: { kind: 'generated', generator: 'regression', params: { n: 100 } },
      model: {
        kind: 'network',
        layers: [{ units: 1, activation: 'linear' }],
        optimizer: { kind: 'sgd', learningRate: 5 },
      },
      training: { steps: 2000, logEvery: 10, checkpointEvery: 10, engine: 'typed' },
    },
    speed: null,
  });
  await expect.poll(() => benchtop.readStatus(record.id)).toBe('failed');
  const before = benchtop.readRecord(record.id);
  await benchtop.shell.row('too fast').click();
  const noticed = page.getByRole('list', { name: 'What was noticed' });
  await expect(noticed.getByText(/with a learning rate of 5: training has ended/)).toBeVisible();
  await noticed.getByRole('button', { name: 'Edited copy with a tenth of the learning rate: 0.5' }).click();
  await expect(experiment.name).toHaveValue('too fast edited');
  await expect(page.getByRole('textbox', { name: 'Learning rate', exact: true })).toHaveValue('0.5');
  await experiment.start.click();
  await expect(run.title).toHaveText('too fast edited');
  expect(benchtop.readRecord(record.id)).toEqual(before);
});

test('the form says that columns are not alike before anything starts, and scales them', async ({
  benchtop,
}) => {
  const { page, experiment, dataset } = benchtop;
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i % 11) * 1000}`);
  const file = join(benchtop.workspace, 'sizes.csv');
  writeFileSync(file, `small,large\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  await dataset.use.click();
  await page.getByRole('radio', { name: 'k-means' }).click();
  const said = page.getByText(/^large varies [\d,]+ times as much as small/);
  await expect(said).toBeVisible();
  await page.getByRole('button', { name: 'Scale the columns' }).click();
  await expect(experiment.field('Scaling of features')).toHaveText('Standard (mean 0)');
  await expect(said).toBeHidden();
});
