import type { Locator, Page } from '@playwright/test';

/** The view where an experiment is put together. */
export class ExperimentPage {
  readonly name: Locator;
  readonly start: Locator;
  readonly save: Locator;

  constructor(readonly page: Page) {
    this.name = page.getByRole('textbox', { name: 'Name of the experiment' });
    this.start = page.getByRole('button', { name: 'Start', exact: true });
    this.save = page.getByRole('button', { name: 'Save', exact: true });
  }

  /** A field by its label, e.g. "Clusters". */
  field(label: string | RegExp): Locator {
    return this.page.getByRole('main').getByLabel(label);
  }

  /** Trains for just so many steps, in place of the epochs and the early stopping that are proposed. */
  async trainSteps(steps: number): Promise<void> {
    await this.page.getByRole('radio', { name: 'Steps', exact: true }).click();
    await this.fill(/^Steps$/, steps);
    await this.page.getByRole('radio', { name: 'To the end' }).click();
  }

  async fill(label: string | RegExp, value: string | number): Promise<void> {
    const field = this.field(label);
    await field.fill(String(value));
    await field.blur();
  }
}
