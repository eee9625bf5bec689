import { choose } from '../testing/choose';
import { expect, test } from './gallery';

test.describe('a list of options', () => {
  test('Enter opens it at what is chosen; arrows, Home and End pass over what is disabled', async ({
    gallery,
  }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Select');
    const control = specimen.getByRole('combobox', { name: 'Scaling', exact: true });
    await control.focus();
    expect(await gallery.focusIsVisible()).toBe(true);
    await page.keyboard.press('Enter');
    const list = page.getByRole('listbox');
    const lit = list.locator('[data-highlighted]');
    await expect(lit).toHaveText('Standard (mean 0)');
    await expect(control).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(lit).toHaveText('Robust (median 0, quartiles)');
    await page.keyboard.press('Home');
    await expect(lit).toHaveText('None');
    await page.keyboard.press('End');
    await expect(lit).toHaveText('Robust (median 0, quartiles)');
    await page.keyboard.press('Enter');
    await expect(list).toHaveCount(0);
    await expect(control).toBeFocused();
    await expect(control).toHaveText('Robust (median 0, quartiles)');
    expect(await gallery.told('Select')).toMatchObject({ scaling: 'robust' });
  });

  test('letters find an option, open or closed', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Select');
    const control = specimen.getByRole('combobox', { name: 'Scaling', exact: true });
    await control.press('Enter');
    await page.keyboard.type('rob');
    await expect(page.getByRole('listbox').locator('[data-highlighted]')).toHaveText(/Robust/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await expect(control).toBeFocused();
    expect(await gallery.told('Select')).toMatchObject({ scaling: 'standard' });
    await page.keyboard.type('mi');
    await expect(control).toHaveText('Min–max (0 to 1)');
    expect(await gallery.told('Select')).toMatchObject({ scaling: 'minmax' });
  });

  test('the first key is not lost while its code is still read', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Select');
    await specimen.getByRole('combobox', { name: 'Scaling', exact: true }).press('ArrowDown');
    await expect(page.getByRole('option', { name: 'Standard (mean 0)' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  test('what is disabled is not chosen, and a locked form does not open', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Select');
    await specimen.getByRole('combobox', { name: 'Scaling', exact: true }).click();
    await page.getByRole('option', { name: 'Power' }).click({ force: true });
    expect(await gallery.told('Select')).toMatchObject({ scaling: 'standard' });
    await page.keyboard.press('Escape');
    const locked = specimen.getByRole('combobox', { name: 'Locked' });
    await expect(locked).toBeDisabled();
    await locked.click({ force: true });
    await expect(page.getByRole('listbox')).toHaveCount(0);
  });

  test('an empty value can be chosen, and Tab goes on', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Select');
    const control = specimen.getByRole('combobox', { name: 'Scaling', exact: true });
    await choose(control, 'None');
    expect(await gallery.told('Select')).toMatchObject({ scaling: null });
    await control.press('Enter');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await expect(specimen.getByRole('combobox', { name: 'Column', exact: true })).toBeFocused();
  });

  test('in a dialog it lies over it, and Escape closes the list alone', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Select');
    await specimen.getByRole('button', { name: 'In a dialog' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scale' });
    const control = dialog.getByRole('combobox', { name: 'Scaling of all' });
    await expect(control).toBeFocused();
    await control.press('Enter');
    await expect(dialog.getByRole('listbox')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await expect(dialog).toBeVisible();
    await choose(control, 'None');
    expect(await gallery.told('Select')).toMatchObject({ scaling: null });
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
});

test.describe('a list of a thousand columns', () => {
  test('is found in by typing, the first letter on the closed button', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Select');
    const control = specimen.getByRole('combobox', { name: 'Column', exact: true });
    await control.focus();
    await page.keyboard.press('9');
    const search = page.getByRole('combobox', { name: 'Find: Column' });
    await expect(search).toBeFocused();
    await page.keyboard.type('87');
    await expect(search).toHaveValue('987');
    await expect(page.getByRole('listbox').locator('[data-highlighted]')).toHaveText('column 987');
    await page.keyboard.press('Enter');
    await expect(control).toHaveText('column 987');
    await expect(control).toBeFocused();
    expect(await gallery.told('Select')).toMatchObject({ column: 987 });
    // The chosen one is among those shown again.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option', { name: 'column 987', exact: true })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(page.getByText('900 more: type to find one.')).toBeVisible();
  });

  test('arrows go through it, Escape gives up, nothing found is said', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Select');
    const control = specimen.getByRole('combobox', { name: 'Column', exact: true });
    await control.press('Enter');
    const lit = page.getByRole('listbox').locator('[data-highlighted]');
    await expect(lit).toHaveText('column 3');
    await page.keyboard.press('ArrowUp');
    await expect(lit).toHaveText('column 2');
    await page.keyboard.press('ArrowUp');
    await expect(lit).toHaveText('column 0');
    await page.keyboard.type('zzz');
    await expect(page.getByText('Nothing is called “zzz”.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await expect(control).toBeFocused();
    await expect(control).toHaveText('column 3');
    // A press on the button closes what the press before opened.
    await control.click();
    await expect(page.getByRole('listbox')).toBeVisible();
    await control.click();
    await expect(page.getByRole('listbox')).toHaveCount(0);
  });
});
