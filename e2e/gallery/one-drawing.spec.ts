import type { Locator } from '@playwright/test';
import { at, present } from '../../src-shared/present';
import { expect, test, type Gallery } from './gallery';

interface Drawing {
  /** Texts in the order of drawing. */
  readonly texts: readonly string[];
  /** Stroked lines: colour, width, dashes, and where they go. */
  readonly lines: readonly {
    readonly look: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

/** What the window draws on a specimen's last canvas when the theme is switched to and fro. */
async function drawnInWindow({ page }: Gallery, specimen: Locator): Promise<Drawing> {
  const canvas = specimen.locator('canvas').last();
  await canvas.evaluate((element: HTMLCanvasElement) => {
    const pen = element.getContext('2d')!;
    const proto = CanvasRenderingContext2D.prototype;
    const texts: string[] = [];
    const lines: { look: string; points: [number, number][] }[] = [];
    let path: [number, number][] = [];
    const ratio = devicePixelRatio;
    const record = <Args extends unknown[], Name extends string>(
      name: Name,
      note: (context: CanvasRenderingContext2D, ...args: Args) => void,
    ): void => {
      const methods = proto as unknown as Record<Name, (...args: Args) => unknown>;
      const before = methods[name];
      methods[name] = function (this: CanvasRenderingContext2D, ...args: Args): unknown {
        if (this === pen) note(this, ...args);
        return before.apply(this, args);
      };
    };
    record('clearRect', () => {
      texts.length = lines.length = 0;
    });
    record('beginPath', () => {
      path = [];
    });
    const add = (context: CanvasRenderingContext2D, x: number, y: number): void => {
      const { a, d, e, f } = context.getTransform();
      path.push([(a * x + e) / ratio, (d * y + f) / ratio]);
    };
    record('moveTo', add);
    record('lineTo', add);
    record('stroke', ({ strokeStyle, lineWidth, globalAlpha, getLineDash }) => {
      if (path.length === 0) return;
      const dash = getLineDash.call(pen).join(' ');
      lines.push({ look: `${String(strokeStyle)} ${lineWidth} ${dash} ${globalAlpha}`, points: path });
    });
    record('fillText', (_context, text: string) => {
      texts.push(text);
    });
    (globalThis as unknown as { drawing: unknown }).drawing = { texts, lines };
  });
  for (const theme of ['Dark', 'Light']) {
    await page.getByRole('radio', { name: theme }).click();
    await page.evaluate(async () => {
      for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
    });
  }
  return page.evaluate(() => (globalThis as unknown as { drawing: Drawing }).drawing);
}

/** What the specimen's file has. */
async function drawnInFile(gallery: Gallery, specimen: Locator, name: string): Promise<Drawing> {
  await specimen.getByRole('button', { name: 'As in a file' }).click();
  const svg = String(await gallery.told(name, 'SVG'));
  const texts = [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => present(text));
  const lines = [
    ...svg.matchAll(/<path d="(M[-\d.ML ]*)" fill="none" stroke="([^"]*)" stroke-width="([^"]*)"([^>]*)\/>/g),
  ].map(([, path, colour, width, more]) => {
    const dash = /dasharray="([^"]*)"/.exec(present(more))?.[1] ?? '';
    const alpha = / opacity="([^"]*)"/.exec(present(more))?.[1] ?? '1';
    const points = [...present(path).matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    return { look: `${colour} ${width} ${dash} ${alpha}`, points };
  });
  return { texts, lines };
}

/** Where lines lie between the edges of the grid, from 0 to 1: the file has the title of y beside it. */
function placed({ lines }: Drawing): { look: string; points: [number, number][] }[] {
  const long = (axis: 0 | 1): number[] =>
    lines
      .filter(({ points }) => points.length === 2 && at(points, 0)[1 - axis] === at(points, 1)[1 - axis])
      .flatMap(({ points }) => points.map((point) => point[axis]));
  const edges = ([0, 1] as const).map((axis) => [Math.min(...long(axis)), Math.max(...long(axis))] as const);
  const share = (value: number, [low, high]: readonly [number, number]): number =>
    (value - low) / (high - low);
  return lines.map(({ look, points }) => ({
    look,
    points: points.map(([x, y]): [number, number] => [share(x, at(edges, 0)), share(y, at(edges, 1))]),
  }));
}

for (const [name, title] of [
  ['LossChart', 'loss'],
  ['CompareChart', 'loss'],
  ['RateChart', null],
] as const) {
  test(`${name}: its file has the lines, dashes, grid, ticks and texts of the window`, async ({
    gallery,
  }) => {
    const specimen = await gallery.open(name);
    const file = await drawnInFile(gallery, specimen, name);
    const window = await drawnInWindow(gallery, specimen);
    expect(window.texts.length).toBeGreaterThan(8);
    const rest = [...file.texts];
    // Of y's title the window's card speaks.
    if (title !== null) expect(rest.splice(rest.indexOf(title), 1)).toEqual([title]);
    expect(rest).toEqual(window.texts);

    const [own, other] = [placed(window), placed(file)];
    expect(other.map(({ look, points }) => [look, points.length])).toEqual(
      own.map(({ look, points }) => [look, points.length]),
    );
    const away = own.flatMap(({ points }, line) =>
      points.flatMap((point, i) =>
        point.map((value, axis) => Math.abs(value - at(at(at(other, line).points, i), axis))),
      ),
    );
    // Grid lines lie on whole pixels, in the file as in the window: up to one of 250 beside each other.
    expect(Math.max(...away)).toBeLessThan(0.006);
  });
}

test('a million points are drawn in the window and in the file with their one peak', async ({ gallery }) => {
  const specimen = await gallery.open('CurvesCanvas');
  const canvas = specimen.locator('canvas');
  const { width } = present(await canvas.boundingBox());
  // Near the upper end of the axis the window has the curve's colour at the peak alone.
  const atPeak = await canvas.evaluate(async (drawn: HTMLCanvasElement) => {
    for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
    const ratio = drawn.width / drawn.clientWidth;
    const colour = getComputedStyle(drawn).getPropertyValue('--run-3').trim();
    const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const { data } = drawn.getContext('2d')!.getImageData(0, Math.round(24 * ratio), drawn.width, 1);
    return Array.from({ length: drawn.width }, (_, column) => column)
      .filter((column) =>
        wanted.every((value, channel) => Math.abs(data[4 * column + channel]! - value) < 16),
      )
      .map((column) => column / ratio);
  });
  expect(atPeak.length).toBeGreaterThan(0);
  expect(atPeak.length).toBeLessThan(5);

  const { lines } = await drawnInFile(gallery, specimen, 'CurvesCanvas');
  const line = lines.reduce((most, each) => (each.points.length > most.points.length ? each : most));
  expect(line.points.length).toBeGreaterThan(width);
  expect(line.points.length).toBeLessThan(5 * width);
  const [peak] = [...line.points].sort((a, b) => a[1] - b[1]);
  const lefts = line.points.map(([x]) => x);
  expect(Math.abs(present(peak)[0] - (Math.min(...lefts) + Math.max(...lefts)) / 2)).toBeLessThan(1);
  // Beside the title of y the axes are narrower, by half of it to the left.
  for (const column of atPeak) expect(Math.abs(column - present(peak)[0])).toBeLessThan(12);
});
