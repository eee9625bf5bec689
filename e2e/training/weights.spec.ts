import type { RunRecord } from '../../src-shared/run/record/record';
import { choose } from '../testing/choose';
import { expect, test } from '../testing/fixtures';

test('a weight is set by hand, undone, and kept by a fork', async ({ benchtop }) => {
  const { page, shell, run, experiment } = benchtop;
  await shell.startSample('XNOR');
  await run.expectStatus('finished', { timeout: 120_000 });
  await run.openTab('Graph');
  const panel = page.getByRole('region', { name: 'What if a weight were another?' });
  // Keys alone choose a bias: that of the output.
  await choose(panel.getByRole('combobox', { name: 'Layer' }), 'output');
  await choose(panel.getByRole('combobox', { name: 'Weight from' }), 'bias');
  const loss = panel.getByText('Loss', { exact: true }).locator('xpath=following-sibling::dd');
  await expect(loss).toHaveText(/\d/);
  const before = await loss.innerText();
  const value = panel.getByRole('textbox', { name: 'layer 2, unit 1, bias' });
  const own = await value.inputValue();
  await value.fill('30');
  await expect(panel.getByText(/→ 30$/)).toBeVisible();
  await expect(loss).not.toHaveText(before);
  await expect(page.getByText('1 weight set by hand')).toBeVisible();

  await page.getByRole('tab', { name: 'Graph' }).focus();
  await page.keyboard.press('Control+z');
  await expect(value).toHaveValue(own);
  await expect(loss).toHaveText(before);
  await page.keyboard.press('Control+Shift+z');
  await expect(value).toHaveValue('30');

  await panel.getByRole('button', { name: 'Fork with these weights…' }).click();
  await expect(page.getByText(/with 1 weight set by hand/)).toBeVisible();
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  await expect(run.header.getByText('1 weight set by hand')).toBeVisible();
  const records = await benchtop.call<{ record: RunRecord }[]>('runsList', undefined);
  const fork = records.map(({ record }) => record).find(({ parent }) => parent !== null);
  const edits = fork?.editedWeights ?? [];
  expect(edits).toHaveLength(1);
  expect(edits[0]).toMatchObject({ layer: 1, input: null, unit: 0, value: 30 });
  expect(edits[0]?.before).toBeCloseTo(Number(own.replace('−', '-')), 4);
});
