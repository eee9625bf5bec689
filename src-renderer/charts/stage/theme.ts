import type { Diverging } from './colour';

/** The tokens that charts draw with, as plain colours of the theme that is on. */
export interface ChartTokens extends Diverging {
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly axis: string;
  readonly grid: string;
  readonly border: string;
  readonly surface: string;
  readonly accent: string;
  /** Colours of runs, classes and clusters, in their order. */
  readonly palette: readonly string[];
  /** Ends and middle of the scale of values that only grow. */
  readonly sequence: readonly [string, string, string];
  readonly fontUi: string;
  readonly fontNumber: string;
}

/** Number of colours in the palette, after which it repeats. */
const PALETTE_SIZE = 8;

const FORCED = '(forced-colors: active)';

/**
 * Reads the tokens as they are now; call at draw time, so that both themes work. Where a person has the system
 * force its colours, text, lines and ground are the system's: a canvas does not get them by itself.
 */
export function readTokens(element: Element): ChartTokens {
  const tokens = readThemeTokens(element);
  return globalThis.matchMedia(FORCED).matches ? { ...tokens, ...readSystemColours() } : tokens;
}

function readSystemColours(): Pick<
  ChartTokens,
  'text' | 'text2' | 'text3' | 'axis' | 'grid' | 'border' | 'surface' | 'accent'
> {
  const probe = document.createElement('div');
  document.body.append(probe);
  const read = (name: string): string => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  };
  const text = read('CanvasText');
  const dim = read('GrayText');
  const colours = { surface: read('Canvas'), accent: read('Highlight') };
  probe.remove();
  return { ...colours, text, text2: text, text3: text, axis: text, border: text, grid: dim };
}

function readThemeTokens(element: Element): ChartTokens {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: read('--text'),
    text2: read('--text-2'),
    text3: read('--text-3'),
    axis: read('--axis'),
    grid: read('--grid'),
    border: read('--border-strong'),
    surface: read('--surface'),
    accent: read('--accent'),
    low: read('--low'),
    mid: read('--mid'),
    high: read('--high'),
    palette: Array.from({ length: PALETTE_SIZE }, (_, index) => read(`--run-${index + 1}`)),
    sequence: [read('--seq-1'), read('--seq-2'), read('--seq-3')],
    fontUi: read('--font-ui'),
    fontNumber: read('--font-num'),
  };
}

/** The tokens of either theme, whichever is on. */
export function themeTokens(theme: 'light' | 'dark'): ChartTokens {
  const probe = document.createElement('div');
  probe.dataset.theme = theme;
  document.body.append(probe);
  const tokens = readThemeTokens(probe);
  probe.remove();
  return tokens;
}

/** A colour given as a token as the plain colour that these tokens have for it; others as they are. */
export function tokenColour(tokens: ChartTokens, colour: string): string {
  const name = /^var\(--([\w-]+)\)$/.exec(colour.trim())?.[1];
  if (name === undefined) return colour;
  const digits = /^run-(\d+)$/.exec(name)?.[1];
  if (digits !== undefined) return tokens.palette[Number(digits) - 1] ?? tokens.text3;
  const plain = {
    'border-strong': tokens.border,
    text: tokens.text,
    'text-2': tokens.text2,
    accent: tokens.accent,
    low: tokens.low,
    high: tokens.high,
  }[name];
  return plain ?? tokens.text3;
}

/** Calls back after the theme was switched, or the system's forced colours; the answer stops it. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const forced = globalThis.matchMedia(FORCED);
  forced.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    forced.removeEventListener('change', listener);
  };
}

/** Calls back once the bundled fonts are there: a canvas drawn before keeps the fallback. */
export function onFontsReady(listener: () => void): void {
  // The page's own status is of fonts that were asked for: before its first text that is none.
  const style = getComputedStyle(document.documentElement);
  const fonts = ['--font-ui', '--font-num'].map((name) => `12px ${style.getPropertyValue(name)}`);
  if (fonts.every((font) => document.fonts.check(font))) return;
  void Promise.allSettled(fonts.map((font) => document.fonts.load(font))).then(listener);
}
