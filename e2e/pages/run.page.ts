import { expect, type Locator, type Page } from '@playwright/test';
import { STATUS_WORDS, type RunStatus } from '../../src-shared/run/record/status';

/** The view of one run. */
export class RunPage {
  readonly title: Locator;
  readonly header: Locator;

  constructor(readonly page: Page) {
    this.header = page.getByRole('main').locator('header').first();
    this.title = this.header.getByRole('heading', { level: 1 });
  }

  /** One of the buttons of the header: Pause, Resume, Stop, Continue, Run again, Edit. */
  button(name: string): Locator {
    return this.header.getByRole('button', { name, exact: true });
  }

  async expectStatus(status: RunStatus, options?: { timeout?: number }): Promise<void> {
    await expect(this.header.getByText(STATUS_WORDS[status], { exact: true })).toBeVisible(options);
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }
}
