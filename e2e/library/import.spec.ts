import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EventFile } from '../../src-main/files/tensorboard/event-file';
import { LibraryPage } from '../pages/library.page';
import { axeFindings } from '../testing/axe';
import { expect, test } from '../testing/fixtures';

const BEGAN = 1_796_119_200;

/** An event file with a loss that falls from step to step. */
function writeEvents(path: string, from: number, to: number, tag = 'loss'): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = new EventFile(path, BEGAN);
  for (let step = from; step < to; step++) file.scalar(tag, BEGAN + step, step, 1 / (step + 1));
  file.close();
}

/** Adds to a file what another one has behind its first record, as a program that goes on writing does. */
function appendEvents(path: string, more: string): void {
  const bytes = readFileSync(more);
  appendFileSync(path, bytes.subarray(bytes.readUInt32LE(0) + 16));
}

test('a folder of TensorBoard’s is dropped, counted, and taken in', async ({ benchtop }) => {
  const { page, shell } = benchtop;
  const logs = join(benchtop.workspace, 'lightning_logs');
  writeEvents(join(logs, 'a', 'train', 'events.out.tfevents.1.x.0'), 0, 50);
  writeEvents(join(logs, 'a', 'validation', 'events.out.tfevents.1.x.0'), 0, 10);
  writeEvents(join(logs, 'b', 'events.out.tfevents.1.x.0'), 0, 40, 'score');
  await benchtop.dropFiles([logs]);
  const dialog = page.getByRole('dialog', { name: 'Import runs' });
  await expect(dialog).toContainText('Event files of TensorBoard');
  await expect(dialog.locator('dd').nth(1)).toContainText('2');
  await expect(dialog.locator('dd').nth(1)).toContainText('a, b');
  await expect(dialog.locator('dd').nth(2)).toHaveText('3');
  await expect(dialog.locator('dd').nth(3)).toHaveText('100');
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(shell.messages).toContainText('2 runs taken in from lightning_logs.');
  await shell.messages.getByRole('button', { name: 'Show all runs' }).click();
  const library = new LibraryPage(page);
  await expect.poll(() => library.names()).toEqual(expect.arrayContaining(['a', 'b']));
});

test('a file that is still written is chosen from the palette and followed', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  const path = join(benchtop.workspace, 'logs', 'events.out.tfevents.1.x.0');
  writeEvents(path, 0, 5);
  await benchtop.answerFileDialog(path);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Import runs');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import runs' });
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(dialog.locator('dd').nth(3)).toHaveText('5');
  await dialog.getByRole('button', { name: 'Follow' }).click();
  await expect(shell.messages).toContainText('is followed');

  const library = new LibraryPage(page);
  await library.open();
  await expect(page.getByText('its rows come in as they are written')).toBeVisible();
  await library.table.getByText('events.out.tfevents.1.x.0').click();
  await page.keyboard.press('Enter');
  await run.expectStatus('running');
  const more = join(benchtop.workspace, 'more');
  writeEvents(more, 5, 60);
  appendEvents(path, more);
  await page.getByRole('tab', { name: 'Metrics' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('60 rows');

  await library.open();
  await page.getByRole('button', { name: 'Stop following' }).click();
  await expect(page.getByText('its rows come in as they are written')).toHaveCount(0);
  const [id = ''] = benchtop.runIds();
  await expect.poll(() => (benchtop.readRecord(id) as { status: string }).status).toBe('finished');
});

test('an import that is cancelled takes in nothing', async ({ benchtop }) => {
  const { page } = benchtop;
  const path = join(benchtop.workspace, 'events.out.tfevents.1.x.0');
  writeEvents(path, 0, 5);
  await benchtop.dropFiles([path]);
  const dialog = page.getByRole('dialog', { name: 'Import runs' });
  await expect(dialog).toContainText('Event files of TensorBoard');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(benchtop.runIds()).toEqual([]);
});
