import { expect, type Locator, type Page } from '@playwright/test';

/** The Evaluation tab of a run. */
export class EvaluationPage {
  readonly panel: Locator;
  readonly matrix: Locator;
  readonly classes: Locator;
  /** Which rows are looked at, and of which step. */
  readonly said: Locator;
  readonly threshold: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole('region', { name: 'Details of the run' });
    this.matrix = this.panel.getByRole('grid', { name: /^Confusion matrix/ });
    this.classes = this.panel.getByRole('table', { name: 'Figures by class' });
    this.said = this.panel.getByRole('status');
    this.threshold = this.panel.getByRole('slider', { name: 'Threshold' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Evaluation' }).click();
  }

  /** "Training" or "Validation". */
  async show(part: string): Promise<void> {
    await this.panel.getByRole('radio', { name: part, exact: true }).click();
  }

  /** A key figure as it is written, with that of the other rows after it. */
  figure(label: string): Locator {
    return this.panel
      .getByLabel('Key figures')
      .locator('div')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .locator('dd');
  }

  /** The counts of the confusion matrix, row by row. */
  async counts(): Promise<number[]> {
    const texts = await this.matrix.getByRole('gridcell').locator('b').allInnerTexts();
    return texts.map((text) => Number(text.replace(/,/g, '')));
  }

  /** The pixels of a chart, once it is in sight: out of sight a chart puts off drawing. */
  async picture(name: RegExp): Promise<string> {
    const chart = this.panel.getByRole('img', { name });
    await chart.scrollIntoViewIfNeeded();
    const pixels = (): Promise<string> =>
      chart.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    let before = '';
    await expect
      .poll(
        async () => {
          const now = await pixels();
          const isSame = now === before;
          before = now;
          return isSame;
        },
        { intervals: [250] },
      )
      .toBe(true);
    return before;
  }

  /** Picture of that name once it differs from an earlier one. */
  async changedPicture(name: RegExp, earlier: string): Promise<string> {
    await expect.poll(() => this.picture(name)).not.toBe(earlier);
    return this.picture(name);
  }
}
