import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { axeFindings } from '../testing/axe';
import { choose } from '../testing/choose';
import { expect, test } from '../testing/fixtures';

const command = resolve(import.meta.dirname, '../../out/cli/index.cjs');

test('a cluster is asked only where a person says so, and a wrong one is told in a sentence', async ({
  benchtop,
}) => {
  const { page, shell } = benchtop;
  await shell.openSample('XNOR');
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat with several seeds' });
  await dialog.getByLabel('Runs', { exact: true }).fill('2');
  await choose(dialog.getByLabel('Where'), 'A Ray cluster');
  const start = dialog.getByRole('button', { name: 'Start 2 runs' });
  const test = dialog.getByRole('button', { name: 'Test connection' });
  await expect(start).toBeDisabled();
  await expect(test).toBeDisabled();
  const said = dialog.getByRole('status');
  for (const [address, sentence] of [
    ['cluster', 'A Ray cluster is named by ray://HOST:PORT of its dashboard, not "cluster".'],
    ['ray://127.0.0.1:9', '127.0.0.1:9 refuses the connection: nothing listens at that port.'],
  ] as const) {
    await dialog.getByLabel('Address').fill(address);
    await expect(said).toHaveText('');
    await test.focus();
    await page.keyboard.press('Enter');
    await expect(said).toHaveText(sentence);
  }
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await start.click();
  await expect(shell.messages).toContainText('127.0.0.1:9 refuses the connection');
  await expect(dialog).toBeVisible();
  expect(await benchtop.call('groupsList')).toEqual([]);
  // What a search decides as it goes cannot be written down beforehand.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sweep…' }).click();
  const sweep = page.getByRole('dialog', { name: 'Sweep over settings' });
  await sweep.getByRole('radio', { name: 'TPE' }).click();
  await choose(sweep.getByLabel('Where'), 'Other machines, by Slurm');
  await expect(sweep.getByText('follow from one another: train here, or on a Ray cluster.')).toBeVisible();
  await expect(sweep.getByRole('button', { name: 'Write files…' })).toBeDisabled();
});

test('a folder for other machines is written, trained by a shell, and its results are taken in', async ({
  benchtop,
}) => {
  const { page, shell } = benchtop;
  await shell.openSample('XNOR');
  await page.getByRole('textbox', { name: 'Steps', exact: true }).fill('200');
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat with several seeds' });
  await dialog.getByLabel('Runs', { exact: true }).fill('2');
  await choose(dialog.getByLabel('Where'), 'Other machines, by a shell script');
  const job = join(benchtop.workspace, 'a job');
  await benchtop.answerSaveDialog(null);
  const write = dialog.getByRole('button', { name: 'Write files…' });
  await write.click();
  await expect(write).toBeEnabled();
  await benchtop.answerSaveDialog(job);
  await write.click();
  await expect(dialog.getByText('“sh job.sh” there starts 2 runs')).toBeVisible();
  expect(readdirSync(job).sort()).toEqual(['benchtop-job.json', 'job.sh', 'results']);
  // There is a job already.
  await write.click();
  await expect(shell.messages).toContainText('is there already and not empty');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  execFileSync('sh', ['job.sh'], {
    cwd: job,
    env: { ...process.env, BENCHTOP: `${process.execPath} ${command}` },
  });
  await shell.goHome();
  await benchtop.dropFiles([job]);
  const take = page.getByRole('dialog', { name: 'Import runs' });
  await take.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(shell.messages).toContainText('2 runs taken in from a job.');
  const groups = (await benchtop.call('groupsList')) as readonly { status: string }[];
  expect(groups.map(({ status }) => status)).toEqual(['finished']);
  expect(benchtop.runIds()).toHaveLength(2);
});
