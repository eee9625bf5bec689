import { expect } from 'vitest';
import type { ChartTokens } from '../charts/stage/theme';
import { figureSvg, type Figure } from '../charts/figure/figure';

const tokens: ChartTokens = {
  text: '#111111',
  text2: '#444444',
  text3: '#777777',
  axis: '#555555',
  grid: '#eeeeee',
  border: '#cccccc',
  surface: '#ffffff',
  accent: '#006666',
  low: '#cc5500',
  mid: '#ffffff',
  high: '#0066cc',
  palette: ['#0000aa', '#aa0000'],
  sequence: ['#ffffff', '#888888', '#000000'],
  fontUi: 'Inter',
  fontNumber: 'Mono',
};

/** A figure as SVG, without a number that is none. Each letter is 6 px wide. */
export function drawn(figure: Figure, size = { width: 800, height: 500 }): string {
  const svg = figureSvg(figure, size, tokens, (_, text) => 6 * text.length);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  return svg;
}

/** Texts of an SVG, in their order. */
export const texts = (svg: string): string[] =>
  [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text!);
