import type { Locator, Page } from '@playwright/test';

/** The table of all runs. */
export class LibraryPage {
  readonly table: Locator;
  readonly filter: Locator;
  readonly bulk: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByRole('grid', { name: 'Runs' });
    this.filter = page.getByRole('combobox', { name: 'Filter runs' });
    this.bulk = page.getByRole('toolbar', { name: 'Chosen runs' });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+l');
    await this.page.getByRole('heading', { name: 'Runs', exact: true, level: 1 }).waitFor();
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ hasText: name });
  }

  /** Names of the rows in sight, from the top. */
  names(): Promise<string[]> {
    return this.table.locator('.row[aria-selected]:visible .name').allInnerTexts();
  }

  async choose(name: string): Promise<void> {
    await this.table.getByRole('checkbox', { name: `Select ${name}`, exact: true }).click();
  }

  head(title: string): Locator {
    return this.table.getByRole('columnheader').filter({ hasText: title });
  }
}
