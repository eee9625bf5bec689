import type { Locator, Page } from '@playwright/test';

/** The Predict tab of a run: the form of one point, its answer, kept points, and a file of points. */
export class PredictPage {
  readonly panel: Locator;
  readonly answer: Locator;
  readonly kept: Locator;
  readonly match: Locator;
  readonly rows: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole('region', { name: 'Details of the run' });
    this.answer = this.panel.getByRole('region', { name: 'Answer' });
    this.kept = this.panel.getByRole('table', { name: 'Kept points' });
    this.match = this.panel.getByRole('table', { name: 'Columns of the model and of the file' });
    this.rows = this.panel.getByRole('table', { name: 'Predicted rows' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Predict' }).click();
  }

  /** The control of a raw column. */
  field(column: string): Locator {
    return this.panel.getByLabel(column, { exact: true });
  }

  slider(column: string): Locator {
    return this.panel.getByRole('slider', { name: `${column}, slider` });
  }

  button(name: string | RegExp): Locator {
    return this.panel.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Which column of the file stands for one of the model. */
  source(column: string): Locator {
    return this.panel.getByLabel(`Column of the file for ${column}`, { exact: true });
  }

  /** Cells of a predicted row, by its 1-based position. */
  cells(row: number): Promise<string[]> {
    return this.rows.getByRole('row').nth(row).getByRole('cell').allInnerTexts();
  }
}
