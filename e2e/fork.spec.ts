import type { Locator } from '@playwright/test';
import { expect, test, type Benchtop } from './fixtures';

async function trainedXnor(benchtop: Benchtop): Promise<string> {
  await benchtop.shell.startSample('XNOR');
  await benchtop.run.expectStatus('finished', { timeout: 30_000 });
  return benchtop.runIds()[0]!;
}

test('a checkpoint is forked with another learning rate; the child branches off and outlives its parent', async ({
  benchtop,
}) => {
  const { page, run, experiment } = benchtop;
  const parent = await trainedXnor(benchtop);
  await run.openTab('Checkpoints');
  await page
    .getByRole('row')
    .filter({ hasText: 'step-0001000' })
    .getByRole('button', { name: 'Fork' })
    .click();

  await expect(experiment.name).toHaveValue('Fork of XNOR at step 1000');
  await expect(page.getByText('goes on from that checkpoint')).toBeVisible();
  const setting = (name: string): Locator => page.getByRole('textbox', { name, exact: true });
  const model = page.getByRole('region', { name: 'Model' });
  await expect(model.getByLabel('Units').first()).toBeDisabled();
  await expect(model.getByText("the checkpoint's weights belong to these layers")).toBeVisible();
  await expect(page.getByRole('region', { name: 'Data' }).getByLabel('Scaling of features')).toBeDisabled();
  await setting('Learning rate').fill('0.2');
  await setting('Steps').fill('900');
  await expect(experiment.start).toBeDisabled();
  await setting('Steps').fill('2000');
  await experiment.start.click();
  await run.expectStatus('finished');

  const child = benchtop.runIds()[1]!;
  const record = benchtop.recordOf(child);
  expect(record).toMatchObject({ parent: { id: parent, step: 1000 }, steps: 2000 });
  expect(record.experiment.model).toMatchObject({ optimizer: { learningRate: 0.2 } });
  await expect(page.getByRole('button', { name: /before the fork/ })).toBeVisible();
  await run.header.getByRole('button', { name: 'Fork of XNOR at step 1,000' }).click();
  await expect(run.title).toHaveText('XNOR');

  await benchtop.call('runsDelete', { id: parent });
  await benchtop.shell.row('Fork of XNOR at step 1000').click();
  await expect(run.header.getByText('Fork of a deleted run at step 1,000')).toBeVisible();
  await run.openTab('Checkpoints');
  await page
    .getByRole('row')
    .filter({ hasText: 'step-0001000' })
    .getByRole('button', { name: 'Restore' })
    .click();
  await expect(page.getByText('Restored from step 1,000')).toBeVisible();
});
