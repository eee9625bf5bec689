import { join } from 'node:path';
import { expect, test } from '../testing/fixtures';
import { LibraryPage } from '../pages/library.page';

test('runs are packed from the table, and taken in again where their file is dropped', async ({
  benchtop,
}) => {
  const { shell, run, page } = benchtop;
  await shell.startSample('XNOR');
  await run.expectStatus('finished');
  const library = new LibraryPage(page);
  await library.open();
  await library.choose('XNOR');
  const capsule = join(benchtop.workspace, 'two hands.benchtop');
  await benchtop.answerSaveDialog(capsule);
  await library.bulk.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'The runs and their data, as one file (.benchtop)' }).click();
  await expect(shell.messages).toContainText(`1 run packed into ${capsule}`);

  const ids = benchtop.runIds();
  await benchtop.call('libraryDelete', { ids });
  await benchtop.call('libraryEmptyTrash', { ids: null });
  await expect(shell.row('XNOR')).toHaveCount(0);
  await shell.goHome();
  await benchtop.dropFiles([capsule]);
  const dialog = page.getByRole('dialog', { name: 'Import runs' });
  await expect(dialog).toContainText('A capsule');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(shell.messages).toContainText('1 run taken in from two hands.benchtop.');
  await shell.messages.getByRole('button', { name: 'Open' }).click();
  await expect(run.title).toHaveText('XNOR');
  await run.expectStatus('finished');
  expect(benchtop.runIds()).toEqual(ids);

  await benchtop.dropFiles([capsule]);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(shell.messages).toContainText('All runs of two hands.benchtop are here already.');
});
