import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../testing/fixtures';

const ROWS = ['Height,Weight', ...Array.from({ length: 60 }, (_, i) => `${60 + (i % 20)},${100 + i}`), ''];

test('a run whose file moved or changed says so, and is run again on the same data', async ({ benchtop }) => {
  const { run, page } = benchtop;
  const file = join(benchtop.workspace, 'sizes.csv');
  writeFileSync(file, ROWS.join('\n'));
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  await page.getByRole('button', { name: 'Use this data' }).click();
  await benchtop.experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const notice = page.getByRole('status').filter({ hasText: 'sizes.csv' });
  await expect(notice).toBeHidden();

  // Where nobody looks for it.
  const away = join(benchtop.workspace, 'away');
  mkdirSync(away);
  renameSync(file, join(away, 'renamed.csv'));
  await page.evaluate(() => globalThis.dispatchEvent(new Event('focus')));
  await expect(notice).toContainText(`sizes.csv is no longer in ${benchtop.workspace}.`);
  await run.button('Run again').click();
  await expect(page.getByText('its data was not found elsewhere')).toBeVisible();

  const other = join(benchtop.workspace, 'other.csv');
  writeFileSync(other, 'Height,Weight\n1,2\n3,4\n');
  await benchtop.answerFileDialog(other);
  await page.getByRole('button', { name: 'Locate…' }).click();
  await expect(page.getByText('other.csv holds other data than this run was made on')).toBeVisible();
  await benchtop.answerFileDialog(join(away, 'renamed.csv'));
  await page.getByRole('button', { name: 'Locate…' }).click();
  await expect(notice).toContainText(`The same data lies in ${join(away, 'renamed.csv')}`);

  await run.button('Run again').click();
  await expect.poll(() => benchtop.runIds().length).toBe(2);
  await run.expectStatus('finished', { timeout: 120_000 });
  const [first, second] = benchtop.runIds().map((id) => benchtop.readRecord(id));
  expect(second?.dataset).toMatchObject({ name: 'sizes.csv', path: join(away, 'renamed.csv') });
  expect(second?.dataset?.fingerprint).toBe(first?.dataset?.fingerprint);
  expect(second?.experiment.dataset).toMatchObject({ path: file });
});
