import { describe, expect, it } from 'vitest';
import { RUN_COLOURS } from '../../src-shared/run/colours';
import tokens from './tokens.css?raw';

const sources = import.meta.glob<string>(['../**/*.svelte', '../**/*.css', '!../styles/tokens.css'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

function readTheme(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}
const [lightBlock = '', darkBlock = ''] = tokens.split("[data-theme='dark']");
const light = readTheme(lightBlock);
const themes = { light, dark: new Map([...light, ...readTheme(darkBlock)]) };

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT_ON: readonly (readonly [string, readonly string[]])[] = [
  ['text', ['bg', 'surface', 'sunken']],
  ['text-2', ['bg', 'surface', 'sunken']],
  ['text-3', ['bg', 'surface', 'sunken']],
  ['axis', ['surface']],
  ['accent', ['bg', 'surface', 'accent-weak']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-bad', ['bad', 'bad-hover']],
  ['good', ['surface', 'good-weak']],
  ['warn', ['surface', 'warn-weak', 'sunken']],
  ['bad', ['surface', 'bad-weak']],
];

describe.each(['light', 'dark'] as const)('%s theme', (name) => {
  const theme = themes[name];

  it.each(TEXT_ON)('reads --%s at 4.5:1 or better', (text, grounds) => {
    for (const ground of grounds) {
      expect(
        contrast(theme.get(text) ?? '', theme.get(ground) ?? ''),
        `on --${ground}`,
      ).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('shows runs, focus and the edge of controls at 3:1 or better', () => {
    for (const token of [...RUN_COLOURS.map((_, index) => `run-${index + 1}`), 'focus', 'border-control']) {
      expect(contrast(theme.get(token) ?? '', theme.get('surface') ?? ''), token).toBeGreaterThanOrEqual(3);
    }
  });
});

it('has the run colours that are stored in run.json', () => {
  expect(RUN_COLOURS.map((_, index) => light.get(`run-${index + 1}`))).toEqual([...RUN_COLOURS]);
});

it('names raw colours nowhere else', () => {
  const offenders = Object.entries(sources).flatMap(([path, source]) => {
    const style = path.endsWith('.css') ? source : (/<style>([\s\S]*)<\/style>/.exec(source)?.[1] ?? '');
    return [...style.matchAll(/#[0-9a-f]{3,8}\b|\b(rgba?|hsla?)\(/gi)].map((match) => `${path}: ${match[0]}`);
  });
  expect(Object.keys(sources).length).toBeGreaterThan(20);
  expect(offenders).toEqual([]);
});
