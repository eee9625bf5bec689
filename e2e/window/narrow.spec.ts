import { expect, test } from '../testing/fixtures';

/** The smallest window there is. */
const [WIDTH, HEIGHT] = [900, 600];

test('in the smallest window nothing that is needed stands outside', async ({ benchtop }) => {
  const { page, shell, experiment, run } = benchtop;
  await benchtop.app.evaluate(
    ({ BrowserWindow }, [width, height]) => {
      BrowserWindow.getAllWindows()[0]!.setContentSize(width!, height!);
    },
    [WIDTH, HEIGHT],
  );
  await shell.openSample('XNOR');
  const header = page.locator('header.view-head');
  for (const name of ['Duplicate', 'Save as…', 'Save', 'Repeat…', 'Sweep…', 'Start']) {
    await expect(header.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
  }
  await experiment.trainSteps(200);
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  for (const name of ['Run again', 'Edit', 'Delete the run']) {
    await expect(header.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
  }
  // Of two things in the header none lies on the other.
  const overlaps = await header.evaluate((element) => {
    const boxes = [...element.querySelectorAll('h1, .badge, button')]
      .map((one) => one.getBoundingClientRect())
      .filter(({ width }) => width > 1);
    const rest = element.querySelector('.progress')?.getBoundingClientRect();
    if (rest !== undefined && rest.width > 0) boxes.push(rest);
    return boxes.some((a, i) =>
      boxes.some(
        (b, j) => j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
      ),
    );
  });
  expect(overlaps).toBe(false);
});
