import { choose } from '../testing/choose';
import { expect, test } from './gallery';

test.describe('number field', () => {
  test('arrows step within the range', async ({ gallery }) => {
    const specimen = await gallery.open('NumberField');
    const units = specimen.getByLabel('Units', { exact: true });
    await units.focus();
    expect(await gallery.focusIsVisible()).toBe(true);
    await units.press('ArrowUp');
    await expect(units).toHaveValue('5');
    for (let i = 0; i < 8; i++) await units.press('ArrowUp');
    await expect(units).toHaveValue('10');
    for (let i = 0; i < 12; i++) await units.press('ArrowDown');
    await expect(units).toHaveValue('1');
    expect(await gallery.told('NumberField')).toMatchObject({ units: 1 });
  });

  test('a number that is no whole one steps by a tenth of its size, and never to 0', async ({ gallery }) => {
    const specimen = await gallery.open('NumberField');
    const rate = specimen.getByLabel('Learning rate', { exact: true });
    await rate.press('ArrowUp');
    await expect(rate).toHaveValue('0.031');
    await rate.fill('0.001');
    await rate.press('ArrowDown');
    await expect(rate).toHaveValue('0.0009');
    expect(await gallery.told('NumberField')).toMatchObject({ rate: 0.0009 });
  });

  test('what is typed stays as typed while it means the value', async ({ gallery }) => {
    const specimen = await gallery.open('NumberField');
    const rate = specimen.getByLabel('Learning rate', { exact: true });
    await rate.fill('');
    await rate.pressSequentially('1e-3');
    await expect(rate).toHaveValue('1e-3');
    expect(await gallery.told('NumberField')).toMatchObject({ rate: 0.001 });
    await rate.press('ArrowUp');
    await expect(rate).toHaveValue('0.0011');
  });

  test('text that is no number is told; empty is one where it has a meaning', async ({ gallery }) => {
    const specimen = await gallery.open('NumberField');
    const units = specimen.getByLabel('Units', { exact: true });
    await units.fill('many');
    await expect(units).toHaveAttribute('aria-invalid', 'true');
    await expect(specimen.getByRole('alert')).toHaveText('Units must be a whole number from 1 to 10.');
    await units.press('ArrowUp');
    await expect(units).toHaveValue('many');
    const rows = specimen.getByLabel('Rows', { exact: true });
    await rows.fill('1,200');
    expect(await gallery.told('NumberField')).toMatchObject({ rows: 1200 });
    await rows.fill('');
    expect(await gallery.told('NumberField')).toMatchObject({ rows: null });
  });

  test('a common value is chosen by Enter or Space', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('NumberField');
    await specimen.getByLabel('Units', { exact: true }).fill('3');
    const choices = specimen.getByRole('group', { name: 'Units, common values' });
    await choices.getByRole('button', { name: '8' }).press('Enter');
    await expect(specimen.getByLabel('Units', { exact: true })).toHaveValue('8');
    await expect(choices.getByRole('button', { name: '8' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    expect(await gallery.told('NumberField')).toMatchObject({ units: 4 });
  });
});

test.describe('token field', () => {
  test('Enter adds once, Backspace takes the last one away only where nothing is typed', async ({
    gallery,
  }) => {
    const { page } = gallery;
    const specimen = await gallery.open('TokenField');
    const box = specimen.getByRole('textbox', { name: 'Missing values' });
    await box.focus();
    expect(await gallery.focusIsVisible()).toBe(true);
    await page.keyboard.type('n/a');
    await page.keyboard.press('Enter');
    await expect(box).toHaveValue('');
    expect(await gallery.told('TokenField')).toEqual(['NA', '', '-999', 'n/a']);
    await page.keyboard.type('NA');
    await page.keyboard.press('Enter');
    expect(await gallery.told('TokenField')).toEqual(['NA', '', '-999', 'n/a']);
    await page.keyboard.type('xy');
    await page.keyboard.press('Backspace');
    await expect(box).toHaveValue('x');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    expect(await gallery.told('TokenField')).toEqual(['NA', '', '-999']);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    expect(await gallery.told('TokenField')).toEqual(['NA']);
    // Nothing typed is the empty cell.
    await page.keyboard.press('Enter');
    expect(await gallery.told('TokenField')).toEqual(['NA', '']);
  });

  test('leaving the field keeps what is typed; a removed token gives the focus to the box', async ({
    gallery,
  }) => {
    const { page } = gallery;
    const specimen = await gallery.open('TokenField');
    const box = specimen.getByRole('textbox', { name: 'Missing values' });
    await box.focus();
    await page.keyboard.type('none');
    await page.keyboard.press('Tab');
    expect(await gallery.told('TokenField')).toEqual(['NA', '', '-999', 'none']);
    await specimen.getByRole('button', { name: 'Remove empty cell' }).click();
    expect(await gallery.told('TokenField')).toEqual(['NA', '-999', 'none']);
    await expect(box).toBeFocused();
  });
});

test('text field: typed letters, its limit, and its error', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('TextField');
  const name = specimen.getByLabel('Name', { exact: true });
  await name.focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' with far too long a name');
  await expect(name).toHaveValue('xnor with far too lo');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  expect(await gallery.told('TextField')).toBe('');
  await expect(specimen.getByRole('alert')).toHaveText('The name must not be empty.');
  const described = await name.getAttribute('aria-describedby');
  await expect(page.locator(`#${described}`)).toHaveText('The name must not be empty.');
  const fixed = specimen.getByLabel('Read only');
  await fixed.focus();
  await page.keyboard.type('x');
  await expect(fixed).toHaveValue('sha256 2c26b46b');
});

test('select field: its label names it, hint or error describe it', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('SelectField');
  const control = specimen.getByLabel('Optimizer');
  await control.focus();
  expect(await gallery.focusIsVisible()).toBe(true);
  await expect(control).toHaveText('Adam');
  await expect(control).toHaveAccessibleDescription('How weights follow the gradient');
  await expect(specimen.getByLabel('With an error')).toHaveAccessibleDescription(
    'This engine does not have it.',
  );
  await page.keyboard.press('r');
  await expect(control).toHaveText('RMSProp');
  expect(await gallery.told('SelectField')).toBe('rmsprop');
  await choose(control, 'SGD');
  expect(await gallery.told('SelectField')).toBe('sgd');
  await specimen.getByText('Optimizer', { exact: true }).click();
  await expect(control).toBeFocused();
});

test('paste box: Ctrl+Enter takes the rows, Escape gives up', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('PasteBox');
  const box = specimen.getByLabel('Rows, copied from a table');
  await expect(box).toBeFocused();
  await page.keyboard.press('Control+Enter');
  expect(await gallery.told('PasteBox')).toEqual({ open: true, taken: null });
  await page.keyboard.type('171');
  await page.keyboard.press('Enter');
  await page.keyboard.type('180');
  expect(await gallery.told('PasteBox')).toEqual({ open: true, taken: null });
  await page.keyboard.press('Control+Enter');
  expect(await gallery.told('PasteBox')).toEqual({ open: true, taken: '171\n180' });
  await page.keyboard.press('Escape');
  expect(await gallery.told('PasteBox')).toEqual({ open: false, taken: '171\n180' });
});
