import type { Locator, Page } from '@playwright/test';

/** What is always there: the rail, the messages, and the home view it opens with. */
export class ShellPage {
  readonly rail: Locator;
  readonly messages: Locator;

  constructor(readonly page: Page) {
    this.rail = page.getByRole('navigation', { name: 'Runs and experiments' });
    this.messages = page.getByRole('region', { name: 'Messages' });
  }

  /** The row of a run or a saved experiment in the rail. */
  row(name: string): Locator {
    return this.rail.locator('[data-row]').filter({ hasText: name });
  }

  async goHome(): Promise<void> {
    await this.rail.getByRole('button', { name: /^Benchtop/ }).click();
  }

  async newExperiment(): Promise<void> {
    await this.rail.getByRole('button', { name: 'New experiment', exact: true }).click();
  }

  /** A new experiment on generated points, by the generator's name. */
  async newGenerated(generator: string): Promise<void> {
    await this.newExperiment();
    const choices = this.page.getByRole('region', { name: 'Generated points' });
    await choices.getByRole('button', { name: new RegExp(`^${generator}\\b`) }).click();
  }

  async openSettings(): Promise<void> {
    await this.rail.getByRole('button', { name: 'Settings' }).click();
  }

  /** The card of a bundled experiment on the home view. */
  sample(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  async startSample(name: string): Promise<void> {
    await this.sample(name).getByRole('button', { name: 'Start' }).click();
  }

  async openSample(name: string): Promise<void> {
    await this.sample(name).getByRole('button', { name: 'Open' }).click();
  }

  /** Ticks runs in the rail, by their names, once all stand there: a row that arrives moves the rest. */
  async choose(names: readonly string[]): Promise<void> {
    const boxes = names.map((name) => this.rail.getByLabel(`Compare ${name}`, { exact: true }));
    for (const box of boxes) await box.waitFor();
    for (const box of boxes) await box.check();
  }

  /** Answer the dialog first: `benchtop.answerFileDialog(path)`. */
  async openData(): Promise<void> {
    await this.page.getByRole('button', { name: 'Drop your data here' }).click();
  }
}
