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
  await expect(settings.getByRole('row', { name: /Lernrate/ })).toContainText('0,03');
  await expect(settings.getByRole('row', { name: /Lernrate/ })).toContainText('0,1');
});
