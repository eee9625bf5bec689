import type { Locator, Page } from '@playwright/test';
import { choose } from '../testing/choose';

/** The view of a data file: how it is read, its rows, its columns and what is done with them. */
export class DatasetPage {
  readonly use: Locator;
  readonly table: Locator;
  readonly columns: Locator;
  readonly dialect: Locator;
  readonly problems: Locator;
  /** Which table of a file is read, where it holds several. */
  readonly source: Locator;
  /** What is to be predicted: the question, its answer and why it is proposed. */
  readonly question: Locator;
  readonly target: Locator;

  constructor(readonly page: Page) {
    this.use = page.getByRole('button', { name: 'Use this data' });
    this.table = page.getByRole('grid', { name: 'Rows of the file' });
    this.columns = page.getByRole('grid', { name: 'Columns' });
    this.dialect = page.getByRole('region', { name: 'How the file is read' });
    this.source = page.getByRole('region', { name: 'What is read of the file' });
    this.question = page.getByRole('region', { name: 'What to predict' });
    this.target = page.getByLabel('What do you want to predict?');
    this.problems = page.getByRole('list', { name: /problem/ });
  }

  /** A row of the table that is in sight, by its line in the file. */
  line(line: number): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: String(line), exact: false }) })
      .filter({ has: this.page.getByRole('button', { name: `Actions for line ${line}`, exact: true }) });
  }

  /** The cells of a row, without its line. */
  cells(line: number): Promise<string[]> {
    return this.line(line).getByRole('gridcell').allInnerTexts();
  }

  async openTab(name: RegExp | string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** A column of the list. */
  column(name: string): Locator {
    return this.columns.getByRole('row').filter({ hasText: name });
  }

  async setRole(name: string, role: string): Promise<void> {
    await choose(this.columns.getByLabel(`Role of ${name}`, { exact: true }), role);
  }

  async setType(name: string, type: string): Promise<void> {
    await choose(this.columns.getByLabel(`Type of ${name}`, { exact: true }), type);
  }

  /** Its entry in the menu of the row on a line. */
  async lineAction(line: number, action: string): Promise<void> {
    await this.line(line).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}
