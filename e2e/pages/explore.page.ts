import type { Locator, Page } from '@playwright/test';
import { choose } from '../testing/choose';

/** The charts of a data set, beside its rows. */
export class ExplorePage {
  readonly region: Locator;
  /** The plane of the scatter, which is dragged. */
  readonly plane: Locator;
  /** How many points are drawn, how, and what is left out. */
  readonly said: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole('region', { name: 'Explore the data' });
    this.plane = this.region.getByRole('application');
    this.said = this.region.getByRole('status');
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Explore' }).click();
  }

  /** "Scatter", "Histograms", "Correlation" or "Summary". */
  async show(chart: string): Promise<void> {
    await this.region.getByRole('radio', { name: chart }).click();
  }

  /** @param label "x", "y", "Colour" or "Split by" @param column null: none */
  async choose(label: string, column: string | null): Promise<void> {
    await choose(
      this.region.getByLabel(label, { exact: true }),
      column ?? (label === 'Colour' ? 'none' : 'nothing'),
    );
  }
}
