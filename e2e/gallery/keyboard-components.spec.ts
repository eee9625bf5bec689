import { present } from '../../src-shared/present';
import { expect, test } from './gallery';

test.describe('menu', () => {
  test('arrows, Home and End move over what can be chosen, Enter and Space run it', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Menu');
    const opener = specimen.getByRole('button', { name: 'Actions' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu');
    const item = (name: string) => menu.getByRole('menuitem', { name });
    await expect(item('Rename')).toBeFocused();
    expect(await gallery.focusIsVisible()).toBe(true);
    // The disabled one is passed over.
    await page.keyboard.press('ArrowDown');
    await expect(item('Blue')).toBeFocused();
    await page.keyboard.press('End');
    await expect(item('Delete')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(item('Rename')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(item('Delete')).toBeFocused();
    await page.keyboard.press('Home');
    await expect(item('Rename')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(menu).toBeHidden();
    expect(await gallery.told('Menu', 'Ran')).toBe('Blue');
    await expect(opener).toBeFocused();

    await page.keyboard.press('Space');
    await expect(item('Rename')).toBeFocused();
    await page.keyboard.press('Space');
    await expect(menu).toBeHidden();
    expect(await gallery.told('Menu', 'Ran')).toBe('Rename');
    await expect(opener).toBeFocused();
  });

  test('typed letters go to the next item that begins with them', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Menu');
    await specimen.getByRole('button', { name: 'Actions' }).press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
    await page.keyboard.type('de');
    await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused();
    // After a second what is typed is a new beginning.
    await page.waitForTimeout(1100);
    await page.keyboard.type('d');
    await expect(page.getByRole('menuitem', { name: 'Duplicate' })).toBeFocused();
    await page.waitForTimeout(1100);
    await page.keyboard.type('x');
    await expect(page.getByRole('menuitem', { name: 'Duplicate' })).toBeFocused();
  });

  test('a menu beside it opens by the right arrow, and closes by the left one', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Menu');
    const opener = specimen.getByRole('button', { name: 'Actions' });
    await opener.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
    await page.keyboard.type('c');
    const colours = page.getByRole('menuitem', { name: 'Colour' });
    await expect(colours).toBeFocused();
    await expect(colours).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('menuitem', { name: 'Orange' })).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('menuitem', { name: 'Orange' })).toHaveCount(0);
    await expect(colours).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toHaveCount(0);
    expect(await gallery.told('Menu', 'Ran')).toBe('Green');
    await expect(opener).toBeFocused();
  });

  test('a press beside it closes it and does nothing else', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Menu');
    await specimen.getByRole('button', { name: 'Actions' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    const corner = specimen.getByRole('button', { name: 'In the corner' });
    const box = await corner.boundingBox();
    await page.mouse.click(box!.x + box!.width / 2, box!.y + box!.height / 2);
    await expect(page.getByRole('menu')).toHaveCount(0);
    expect(await gallery.told('Menu', 'Ran')).toBe(null);
  });

  for (const key of ['Escape', 'Tab']) {
    test(`${key} closes it without running anything, and gives the focus back`, async ({ gallery }) => {
      const { page } = gallery;
      const specimen = await gallery.open('Menu');
      const opener = specimen.getByRole('button', { name: 'Actions' });
      await opener.press('Enter');
      await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
      await page.keyboard.press(key);
      await expect(page.getByRole('menu')).toBeHidden();
      await expect(opener).toBeFocused();
      expect(await gallery.told('Menu', 'Ran')).toBe(null);
    });
  }

  test('it opens inside the window', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Menu');
    await specimen.getByRole('button', { name: 'In the corner' }).press('Enter');
    const box = await page.getByRole('menu').boundingBox();
    const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    expect(present(box).x + present(box).width).toBeLessThanOrEqual(width);
    expect(present(box).y + present(box).height).toBeLessThanOrEqual(height);
  });
});

test('tabs: arrows go around and choose, Home and End, one Tab stop', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('Tabs');
  const tab = (name: string) => specimen.getByRole('tab', { name });
  await tab('Overview').focus();
  for (const [key, name, value] of [
    ['ArrowRight', 'Metrics', 'metrics'],
    ['End', 'Log', 'log'],
    ['ArrowRight', 'Overview', 'overview'],
    ['ArrowLeft', 'Log', 'log'],
    ['Home', 'Overview', 'overview'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(tab(name)).toBeFocused();
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
    await expect(specimen.getByRole('tab', { selected: true })).toHaveCount(1);
    expect(await gallery.told('Tabs')).toBe(value);
  }
  expect(await gallery.focusIsVisible()).toBe(true);
  await page.keyboard.press('Tab');
  await expect(specimen.getByRole('tabpanel')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(tab('Overview')).toBeFocused();
});

test('segmented: arrows choose and pass over what is disabled, one Tab stop', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('Segmented');
  const scale = specimen.getByRole('radiogroup', { name: 'Scale' });
  await scale.getByRole('radio', { name: 'Linear' }).focus();
  for (const [key, name, value] of [
    ['ArrowRight', 'Log', 'log'],
    ['ArrowDown', 'Rank', 'rank'],
    ['ArrowRight', 'Linear', 'linear'],
    ['ArrowLeft', 'Rank', 'rank'],
    ['ArrowUp', 'Log', 'log'],
    ['Home', 'Linear', 'linear'],
    ['End', 'Rank', 'rank'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(scale.getByRole('radio', { name })).toBeFocused();
    await expect(scale.getByRole('radio', { name })).toBeChecked();
    expect(await gallery.told('Segmented')).toEqual({ scale: value, size: 2 });
  }
  expect(await gallery.focusIsVisible()).toBe(true);
  await page.keyboard.press('Tab');
  const size = specimen.getByRole('radiogroup', { name: 'Size' });
  await expect(size.getByRole('radio', { name: '2' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  expect(await gallery.told('Segmented')).toEqual({ scale: 'rank', size: 3 });
});

test.describe('dialog', () => {
  test('takes the focus, keeps it inside, and gives it back', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Dialog');
    const opener = specimen.getByRole('button', { name: 'Rename' });
    await opener.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Rename the run' });
    const name = dialog.getByLabel('Name');
    await expect(name).toBeFocused();
    // The whole name is selected, so that typing replaces it.
    await page.keyboard.type('adam');
    await expect(name).toHaveValue('adam');
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('Tab');
      const isOutside = await page.evaluate(() => {
        const at = document.activeElement;
        return at !== null && at !== document.body && at.closest('dialog') === null;
      });
      expect(isOutside).toBe(false);
    }
    await name.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
    expect(await gallery.told('Dialog')).toEqual({ name: 'adam', closed: 1 });
  });

  test('a question begins at its first button; a click beside it closes it', async ({ gallery }) => {
    const { page } = gallery;
    const specimen = await gallery.open('Dialog');
    const opener = specimen.getByRole('button', { name: 'Delete' });
    await opener.press('Space');
    const dialog = page.getByRole('dialog', { name: 'Delete 3 runs?' });
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    expect(await gallery.focusIsVisible()).toBe(true);
    await dialog.getByText('They move to the trash').click();
    await expect(dialog).toBeVisible();
    await page.mouse.click(5, 5);
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  });
});

test('a disabled button keeps the focus and does nothing', async ({ gallery }) => {
  const specimen = await gallery.open('Button');
  await specimen.getByRole('button', { name: 'primary' }).first().press('Enter');
  expect(await gallery.told('Button', 'Clicks')).toBe(1);
  const off = specimen.getByRole('button', { name: 'disabled danger' });
  await off.press('Enter');
  await off.press('Space');
  await expect(off).toBeFocused();
  expect(await gallery.told('Button', 'Clicks')).toBe(1);
});

test('messages: their buttons by the keyboard, each message goes alone', async ({ gallery }) => {
  const specimen = await gallery.open('ToastList');
  await specimen.getByRole('button', { name: 'Dismiss' }).nth(1).press('Enter');
  await expect(specimen.getByText('12 runs written')).toBeHidden();
  expect(await gallery.told('ToastList')).toEqual({ shown: 2, undone: 0 });
  await specimen.getByRole('button', { name: 'Undo' }).press('Space');
  expect(await gallery.told('ToastList')).toEqual({ shown: 1, undone: 1 });
});
