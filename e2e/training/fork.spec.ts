import type { Locator } from '@playwright/test';
import { at, present } from '../../src-shared/present';
import { expect, test, type Benchtop } from '../testing/fixtures';

async function trainedXnor(benchtop: Benchtop): Promise<string> {
  await benchtop.shell.startSample('XNOR');
  await benchtop.run.expectStatus('finished', { timeout: 120_000 });
  return at(benchtop.runIds(), 0);
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
  await expect(page.getByText('continues from that checkpoint')).toBeVisible();
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

  const child = at(benchtop.runIds(), 1);
  const record = benchtop.readRecord(child);
  expect(record).toMatchObject({ parent: { id: parent, step: 1000 }, steps: 2000 });
  expect(record.experiment.model).toMatchObject({ optimizer: { learningRate: 0.2 } });
  await expect(page.getByRole('button', { name: /before the fork/ })).toBeVisible();
  await run.header.getByRole('button', { name: 'Fork of XNOR at step 1,000' }).click();
  await expect(run.title).toHaveText('XNOR');

  await benchtop.call('libraryDelete', { ids: [parent] });
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

test('training is scrubbed by the curve and by the slider, and forked from where one is', async ({
  benchtop,
}) => {
  const { page, run, experiment } = benchtop;
  await trainedXnor(benchtop);
  const picture = page.getByRole('region', { name: 'Output over the plane' });
  await expect(picture.getByText('at step 5,000')).toBeVisible();
  const curve = page.getByRole('slider', { name: /Step cursor/ });
  const box = present(await curve.boundingBox());
  const shown = async (): Promise<number> => {
    const text = await picture.getByText(/^at step/).innerText();
    return Number(text.replace(/\D/g, ''));
  };
  // Pointed at, the picture is that of about that step; left, it is the newest again.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(shown).toBeGreaterThan(2000);
  await expect.poll(shown).toBeLessThan(3000);
  await page.mouse.move(box.x + box.width / 2, box.y - 200);
  await expect.poll(shown).toBe(5000);
  // Clicked, it stays.
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width / 2, box.y - 200);
  await expect.poll(shown).toBeLessThan(3000);

  const slider = picture.getByRole('slider', { name: 'Step shown' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect.poll(shown).toBe(1);
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
  await expect.poll(shown).toBe(7);
  await picture.getByRole('button', { name: 'Play the steps again' }).click();
  await expect.poll(shown).toBeGreaterThan(20);
  await picture.getByRole('button', { name: 'Stop the replay' }).click();

  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await picture.getByRole('button', { name: 'Fork from step 2' }).click();
  await expect(experiment.name).toHaveValue('Fork of XNOR at step 2');
  await experiment.start.click();
  await run.expectStatus('finished');
  const [parent, child] = benchtop.runIds().map((id) => benchtop.readRecord(id));
  expect(child).toMatchObject({
    parent: { id: present(parent).id, step: 2 },
    summary: present(parent).summary,
  });
});
