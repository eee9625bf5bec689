import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { present } from '../../src-shared/present';
import { expect, test } from '../testing/fixtures';
import { axeFindings } from '../testing/axe';

/** What was found is written down with the run in the text, taken out as a page; where the run came from is seen. */

test('a page is written with a run in it, read and exported, and the lineage leads to the run by keys', async ({
  benchtop,
}) => {
  const { page, shell, run } = benchtop;
  await shell.startSample('XNOR');
  await run.expectStatus('finished', { timeout: 120_000 });
  const id = present(benchtop.runIds()[0]);

  // A page of its own.
  await shell.rail.getByRole('button', { name: 'Notebook' }).click();
  await page.getByRole('button', { name: 'New page' }).first().click();
  const naming = page.getByRole('dialog', { name: 'New page' });
  await naming.getByLabel('Name').fill('What we know');
  await naming.getByRole('button', { name: 'Create' }).click();
  const text = page.getByRole('textbox', { name: 'Text of the page, in Markdown' });
  await expect(text).toHaveValue('# What we know\n\n');
  await text.press('Control+End');
  await text.pressSequentially('One unit is **not** enough.\n\n');

  // The finished run, as its figures and as the curve of its loss.
  const embed = async (choice: string | null): Promise<void> => {
    await page.getByRole('button', { name: 'Embed…' }).click();
    const picker = page.getByRole('dialog', { name: 'Embed in the page' });
    await picker.getByRole('checkbox', { name: /XNOR/ }).check();
    if (choice !== null) {
      await choose(picker.getByRole('combobox', { name: 'Show' }), choice);
    }
    await picker.getByLabel('Caption').fill(choice ?? 'The run');
    await picker.getByRole('button', { name: 'Embed', exact: true }).click();
  };
  await embed(null);
  await embed('Curve: Training loss');
  await expect(text).toHaveValue(new RegExp(`!\\[The run\\]\\(benchtop:run/${id}\\)`));
  await expect(text).toHaveValue(new RegExp(`\\(benchtop:run/${id}/loss\\)`));

  // Read: no text box, the run's card and its curve.
  await page.getByRole('radio', { name: 'Read' }).click();
  const read = page.getByRole('article', { name: 'The page as it is read' });
  await expect(read.getByRole('heading', { name: 'What we know' })).toBeVisible();
  await expect(read.locator('strong')).toHaveText('not');
  await expect(read.getByRole('figure').first()).toContainText('Finished');
  await expect(read.getByRole('slider', { name: /Cursor over/ })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' }).first()).toBeVisible();
  expect(readFileSync(join(benchtop.workspace, 'notes', 'What we know.md'), 'utf8')).toContain(
    'One unit is **not** enough.',
  );
  expect(await axeFindings(page)).toEqual([]);

  // Another program writes it.
  const file = join(benchtop.workspace, 'notes', 'What we know.md');
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8')}\nAdded outside.\n\n![](benchtop:run/20200101-000000-000-aaaaaa)\n`,
  );
  await expect(read).toContainText('Added outside.', { timeout: 15_000 });
  await expect(read).toContainText('There is no run 20200101-000000-000-aaaaaa any more.');

  // Taken out: figures inside, no script.
  const target = join(benchtop.workspace, 'page.html');
  await benchtop.answerSaveDialog(target);
  await page.getByRole('button', { name: 'Export…' }).click();
  const exporting = page.getByRole('dialog', { name: /Export “What we know”/ });
  await expect(exporting.getByRole('img').first()).toBeVisible({ timeout: 30_000 });
  await exporting.getByRole('button', { name: 'Save…' }).click();
  await expect(exporting).toBeHidden();
  const html = readFileSync(target, 'utf8');
  expect(html).toContain('<h1><bdi>What we know</bdi></h1>');
  expect(html).toMatch(/<svg[^>]*aria-label="Loss over steps"/);
  expect(html).not.toMatch(/<script|https?:/);

  // Deleted, and back.
  await page.getByRole('button', { name: 'Delete the page' }).click();
  await expect(page.getByText('No pages yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(read).toContainText('Added outside.');

  // The lineage: from the data to the run, by keys alone.
  await shell.rail.getByRole('button', { name: 'Lineage' }).click();
  const lineage = page.getByRole('application', { name: /Lineage/ });
  await lineage.focus();
  await page.keyboard.press('Home');
  await expect(page.locator('#lineage-now')).toContainText('first used');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('#lineage-now')).toContainText('Run: Finished');
  await expect(page.getByRole('table', { name: 'Lineage as a table' }).getByRole('row')).toHaveCount(3);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await run.expectStatus('finished');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('XNOR');
});
