import { expect, type Locator } from '@playwright/test';

/**
 * Chooses from a list by the words of an option, as a person does: opens it, finds the option by typing
 * where the list is long, and clicks it.
 * @param control the button that shows the chosen option
 */
export async function choose(control: Locator, option: string): Promise<void> {
  const page = control.page();
  await control.click();
  const list = page.getByRole('listbox');
  await expect(list).toBeVisible();
  const search = page.getByRole('combobox', { name: /^Find: / });
  if ((await search.count()) > 0) await search.fill(option);
  await list.getByRole('option', { name: option, exact: true }).click();
  await expect(list).toHaveCount(0);
}
