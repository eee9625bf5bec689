import type { Locator } from '@playwright/test';
import { present } from '../../src-shared/present';
import { expect, test, type Gallery } from './gallery';

interface Told {
  readonly cursor: number | null;
  readonly chosen: readonly string[];
  readonly rows: number;
  readonly route: { readonly view: string; readonly runId?: string };
  readonly sort: readonly { readonly id: string; readonly descending: boolean }[];
}

test.describe('table of runs', () => {
  let grid: Locator;
  const told = async (gallery: Gallery): Promise<Told> => (await gallery.told('RunsTable')) as Told;

  test.beforeEach(async ({ gallery }) => {
    const specimen = await gallery.open('RunsTable');
    grid = specimen.getByRole('grid', { name: 'Runs' });
    await grid.focus();
  });

  /** The row that the grid names as the active one, which must be in sight. */
  async function active(): Promise<Locator> {
    const id = await grid.getAttribute('aria-activedescendant');
    const row = grid.page().locator(`[id="${id}"]`);
    const [own, frame] = [await row.boundingBox(), await grid.boundingBox()];
    expect(present(own).y).toBeGreaterThanOrEqual(present(frame).y);
    expect(present(own).y + present(own).height).toBeLessThanOrEqual(
      present(frame).y + present(frame).height + 1,
    );
    return row;
  }

  test('arrows, page keys, Home and End move the cursor and bring it into sight', async ({ gallery }) => {
    const { page } = gallery;
    expect(await gallery.focusIsVisible()).toBe(true);
    const page1 = 7;
    for (const [key, cursor] of [
      ['ArrowDown', 0],
      ['ArrowDown', 1],
      ['ArrowUp', 0],
      ['ArrowUp', 0],
      ['PageDown', page1],
      ['PageDown', 2 * page1],
      ['PageUp', page1],
      ['End', 39],
      ['ArrowDown', 39],
      ['PageDown', 39],
      ['Home', 0],
      ['PageUp', 0],
    ] as const) {
      await page.keyboard.press(key);
      expect(await told(gallery), key).toMatchObject({ cursor, chosen: [] });
      await expect(await active()).toContainText(`xnor ${40 - cursor}`);
    }
  });

  test('Shift extends what is chosen from where it began, to both sides', async ({ gallery }) => {
    const { page } = gallery;
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    expect((await told(gallery)).chosen).toEqual(['run-38', 'run-37']);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowUp');
    expect((await told(gallery)).chosen).toEqual(['run-39', 'run-38']);
    await page.keyboard.press('Shift+Home');
    expect((await told(gallery)).chosen).toEqual(['run-40', 'run-39', 'run-38']);
    await page.keyboard.press('Shift+End');
    expect((await told(gallery)).chosen).toHaveLength(38);
    await page.keyboard.press('Shift+PageUp');
    expect((await told(gallery)).chosen).toHaveLength(31);
  });

  test('Space chooses the row, Ctrl+A all, Escape none', async ({ gallery }) => {
    const { page } = gallery;
    await page.keyboard.press('Space');
    expect((await told(gallery)).chosen).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    expect((await told(gallery)).chosen).toEqual(['run-40']);
    await expect(await active()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Space');
    expect((await told(gallery)).chosen).toEqual([]);
    await page.keyboard.press('Control+a');
    expect((await told(gallery)).chosen).toHaveLength(40);
    await page.keyboard.press('Escape');
    expect((await told(gallery)).chosen).toEqual([]);
  });

  test('Enter opens the run; without a row, or with Ctrl or Alt, nothing happens', async ({ gallery }) => {
    const { page } = gallery;
    await page.keyboard.press('Enter');
    expect((await told(gallery)).route).toEqual({ view: 'home' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Alt+ArrowDown');
    expect(await told(gallery)).toMatchObject({ cursor: 0, route: { view: 'home' } });
    await page.keyboard.press('Enter');
    expect((await told(gallery)).route).toEqual({ view: 'run', runId: 'run-40' });
  });

  test('F2 renames: Enter keeps, Escape gives up, and the table has the focus again', async ({ gallery }) => {
    const { page } = gallery;
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    const box = page.getByRole('textbox', { name: 'New name' });
    await expect(box).toBeFocused();
    await page.keyboard.type('best');
    // The keys of the table are the box's now.
    await page.keyboard.press('End');
    await page.keyboard.type(' one s');
    await page.keyboard.press('Enter');
    await expect(await active()).toContainText('best one s');
    expect(await told(gallery)).toMatchObject({ cursor: 0, rows: 40 });
    await expect(grid).toBeFocused();

    await page.keyboard.press('F2');
    await page.keyboard.type('worse');
    await page.keyboard.press('Escape');
    await expect(grid).toBeFocused();
    await expect(await active()).toContainText('best one s');
  });

  test('T edits the tags, N the note', async ({ gallery }) => {
    const { page } = gallery;
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await expect(page.getByRole('textbox', { name: 'Tags, with commas between' })).toHaveValue(
      'baseline, paper',
    );
    await page.keyboard.type('draft');
    await page.keyboard.press('Enter');
    await expect(grid).toBeFocused();
    await expect((await active()).locator('.tags')).toHaveAttribute('data-tip', 'draft');
    await page.keyboard.press('n');
    await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('Learned at once.');
    await page.keyboard.type('Too slow.');
    await page.keyboard.press('Enter');
    await expect(await active()).toContainText('Too slow.');
  });

  test('S stars what is chosen, Delete moves it to the trash', async ({ gallery }) => {
    const { page } = gallery;
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('s');
    await expect(grid.getByRole('button', { name: 'Star xnor 40' })).toHaveAttribute('aria-pressed', 'true');
    await expect(grid.getByRole('button', { name: 'Star xnor 39' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Delete');
    await expect.poll(() => told(gallery)).toMatchObject({ rows: 38, chosen: [] });
    await expect(grid).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await expect.poll(() => told(gallery)).toMatchObject({ rows: 37 });
  });

  for (const key of ['ContextMenu', 'Shift+F10']) {
    test(`${key} opens the menu at the row, and Escape gives the focus back`, async ({ gallery }) => {
      const { page } = gallery;
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press(key);
      const menu = page.getByRole('menu', { name: 'Actions for xnor 39' });
      await expect(menu.getByRole('menuitem', { name: 'Open Enter' })).toBeFocused();
      const [row, box] = [await (await active()).boundingBox(), await menu.boundingBox()];
      expect(Math.abs(present(box).y - (present(row).y + present(row).height))).toBeLessThan(8);
      await page.keyboard.press('Escape');
      await expect(menu).toBeHidden();
      await expect(grid).toBeFocused();
      expect((await told(gallery)).cursor).toBe(1);
    });
  }

  test('the head has its own keys: sorting, widths, order, its menu', async ({ gallery }) => {
    const { page } = gallery;
    const head = (name: string): Locator => grid.getByRole('columnheader', { name }).getByRole('button');
    await head('Seed').focus();
    expect(await gallery.focusIsVisible()).toBe(true);
    await page.keyboard.press('ArrowDown');
    // Down leads into the rows.
    expect((await told(gallery)).cursor).toBe(0);
    await expect(grid).toBeFocused();
    await head('Seed').focus();
    await page.keyboard.press('Enter');
    expect((await told(gallery)).sort).toEqual([{ id: 'seed', descending: false }]);
    await page.keyboard.press('Space');
    expect((await told(gallery)).sort).toEqual([{ id: 'seed', descending: true }]);
    await head('Steps').press('Shift+Enter');
    expect((await told(gallery)).sort).toEqual([
      { id: 'seed', descending: true },
      { id: 'steps', descending: true },
    ]);

    const before = present(await head('Seed').locator('..').boundingBox()).width;
    await head('Seed').press('Alt+ArrowRight');
    expect(present(await head('Seed').locator('..').boundingBox()).width).toBe(before + 16);
    const titles = (): Promise<string[]> => grid.getByRole('columnheader').allTextContents();
    const order = await titles();
    await head('Seed').press('Shift+ArrowLeft');
    const [from, now] = [order.findIndex((text) => text.includes('Seed')), await titles()];
    expect(now[from - 1]).toContain('Seed');
    await expect(head('Seed')).toBeFocused();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Hide' }).press('Enter');
    await expect(grid.getByRole('columnheader', { name: 'Seed' })).toHaveCount(0);
  });
});

test.describe('rows of a file', () => {
  let grid: Locator;
  const active = (): Promise<string | null> => grid.getAttribute('aria-activedescendant');

  test.beforeEach(async ({ gallery }) => {
    const specimen = await gallery.open('RowTable');
    grid = specimen.getByRole('grid', { name: 'Rows of the file' });
    await grid.focus();
  });

  test('arrows, page keys, Ctrl+Home and Ctrl+End move over the rows', async ({ gallery }) => {
    const { page } = gallery;
    expect(await gallery.focusIsVisible()).toBe(true);
    expect(await active()).toBe(null);
    for (const [key, row] of [
      ['ArrowDown', 0],
      ['ArrowDown', 1],
      ['ArrowUp', 0],
      ['ArrowUp', 0],
      ['PageDown', 8],
      ['PageUp', 0],
      ['Control+End', 199],
      ['ArrowDown', 199],
      ['ArrowUp', 198],
      ['Control+Home', 0],
    ] as const) {
      await page.keyboard.press(key);
      expect(await active(), key).toMatch(new RegExp(`-${row}$`));
      // The cursor's row is drawn, and wholly in sight.
      const box = await page.locator(`[id="${await active()}"]`).boundingBox();
      const frame = await grid.boundingBox();
      expect(present(box).y).toBeGreaterThanOrEqual(present(frame).y + 43);
      expect(present(box).y + present(box).height).toBeLessThanOrEqual(
        present(frame).y + present(frame).height + 1,
      );
    }
  });

  test('left and right go from column to column, Home and End to the ends', async ({ gallery }) => {
    const { page } = gallery;
    const left = (): Promise<number> => grid.evaluate(({ scrollLeft }) => scrollLeft);
    await page.keyboard.press('ArrowRight');
    const one = await left();
    expect(one).toBeGreaterThan(40);
    await page.keyboard.press('ArrowRight');
    expect(await left()).toBeGreaterThan(one + 40);
    await page.keyboard.press('ArrowLeft');
    expect(await left()).toBe(one);
    await page.keyboard.press('End');
    const reach = await grid.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(await left()).toBe(reach);
    await page.keyboard.press('Home');
    expect(await left()).toBe(0);
  });

  test('Enter asks for the menu of the row that the cursor is at', async ({ gallery }) => {
    const { page } = gallery;
    await page.keyboard.press('Enter');
    expect(await gallery.told('RowTable')).toEqual({ column: null, menu: null });
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    // The header is line 1.
    expect(await gallery.told('RowTable')).toEqual({ column: null, menu: 4 });
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+F10');
    expect(await gallery.told('RowTable')).toEqual({ column: null, menu: 3 });
  });
});
