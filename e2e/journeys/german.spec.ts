import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../testing/fixtures';

test('in German a new user goes from the settings to a comparison of two runs, by keyboard alone', async ({
  benchtop,
}) => {
  const { page } = benchtop;
  const { keyboard } = page;
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', /^en/);

  // The settings choose the language, and say when it comes.
  await keyboard.press('Control+,');
  await page.getByRole('radiogroup', { name: 'Language' }).getByRole('radio', { checked: true }).focus();
  await keyboard.press('End');
  const reload = page.getByRole('button', { name: 'Reload the window' });
  await reload.focus();
  await keyboard.press('Enter');
  await expect(html).toHaveAttribute('lang', /^de/);
  await expect(page.getByRole('heading', { name: 'Etwas trainieren' })).toBeVisible();

  // XNOR is trained, and again with another learning rate, typed with a comma.
  await page
    .getByRole('region', { name: 'XNOR', exact: true })
    .getByRole('button', { name: 'Starten' })
    .focus();
  await keyboard.press('Enter');
  await expect(page.getByText('Fertig', { exact: true }).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Überblick' }).focus();
  await expect(page.getByText('Verlust (Training)').first()).toBeVisible();
  await page.getByRole('button', { name: 'Bearbeiten' }).focus();
  await keyboard.press('Enter');
  const rate = page.getByRole('textbox', { name: 'Lernrate' });
  await expect(rate).toHaveValue('0,03');
  await rate.focus();
  await keyboard.press('Control+a');
  await keyboard.type('0,1');
  await keyboard.press('Control+Enter');
  await expect(page.getByText('Fertig', { exact: true }).first()).toBeVisible();
  await expect.poll(() => benchtop.runIds().length).toBe(2);
  const rates = benchtop.runIds().map((id) => benchtop.readRecord(id).experiment.model);
  expect(rates).toContainEqual(
    expect.objectContaining({ optimizer: expect.objectContaining({ learningRate: 0.1 }) as unknown }),
  );

  // Both are chosen in the sidebar, and stand side by side with the numbers of a German reader.
  const rail = page.getByRole('navigation', { name: 'Läufe und Experimente' });
  for (const box of await rail.getByRole('checkbox').all()) {
    await box.focus();
    await keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'Vergleichen' }).first().focus();
  await keyboard.press('Enter');
  const settings = page.getByRole('table', { name: 'Einstellungen' });
  await expect(settings.getByRole('row', { name: /^Lernrate/ })).toContainText('0,03');
  await expect(settings.getByRole('row', { name: /^Lernrate/ })).toContainText('0,1');
});

test('in German the window says what main and the workers have to say', async ({ benchtop }) => {
  const { page } = benchtop;
  await benchtop.call('settingsSet', { language: 'de' });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', /^de/);
  const messages = page.getByRole('region', { name: 'Meldungen' });

  // Main, of a drop; the data worker, of a file that it reads.
  mkdirSync(join(benchtop.workspace, 'Ordner'));
  const file = join(benchtop.workspace, 'leer.csv');
  writeFileSync(file, '');
  await benchtop.dropFiles([file, join(benchtop.workspace, 'Ordner')]);
  await expect(messages.getByText('ist ein Ordner: Legen Sie eine Datei ab.')).toBeVisible();
  await benchtop.dropFiles([file]);
  await expect(page.getByText('leer.csv ist leer und hat keine Zeilen.').first()).toBeVisible();

  // A training worker, of a run that failed: the record on disk is English, and has its parts.
  const { record } = await benchtop.call<{ record: { id: string } }>('runsStart', {
    experiment: {
      schemaVersion: 1,
      name: 'zu schnell',
      dataset: { kind: 'generated', generator: 'xnor' },
      model: {
        kind: 'network',
        layers: [{ units: 1, activation: 'linear' }],
        loss: 'meanSquaredError',
        optimizer: { kind: 'sgd', learningRate: 1000 },
      },
      training: { steps: 100_000, engine: 'typed' },
    },
    speed: null,
  });
  await expect.poll(() => benchtop.readStatus(record.id)).toBe('failed');
  expect(benchtop.readRecord(record.id).error?.message).toMatch(
    /^The (loss|weights) became .* at step \d+: try/,
  );
  await page
    .getByRole('navigation', { name: 'Läufe und Experimente' })
    .locator('[data-row]')
    .filter({ hasText: 'zu schnell' })
    .click();
  await expect(page.getByText(/Versuchen Sie eine kleinere Lernrate/).first()).toBeVisible();
  // And what was noticed of it, with the change that is offered.
  const noticed = page.getByRole('list', { name: 'Was aufgefallen ist' });
  await expect(noticed).toContainText(
    'Das Training ist beendet, der letzte gute Checkpoint bleibt erhalten.',
  );
  await expect(noticed.getByRole('button', { name: /mit einem Zehntel der Lernrate: 100$/ })).toBeVisible();
});
