import type { RequestInputOf } from '../../../src-shared/ipc/map';
import { figurePng, figureSvg, tableCsv, tableJson, type Figure } from '../../charts/figure/figure';
import { paperScale, paperSize, PX_PER_INCH, type Paper } from '../../charts/figure/paper';
import { withResolution } from '../../charts/figure/png-resolution';
import { themeTokens } from '../../charts/stage/theme';
import type { FigureFormat } from './figure-choice.svelte';

/** How a figure is to be drawn. */
export interface Drawn {
  readonly paper: Paper;
  readonly theme: 'light' | 'dark';
  /** Pixels to an inch, of a PNG. */
  readonly dpi: number;
}

/** A figure as main is given it to save. */
export async function saveRequest(
  figure: Figure,
  format: FigureFormat,
  drawn: Drawn,
): Promise<RequestInputOf<'figures.save'>> {
  const { name } = figure;
  const encoded = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  if (format === 'csv') return { name, format, bytes: encoded(tableCsv(figure.table())) };
  if (format === 'json') return { name, format, bytes: encoded(tableJson(figure.table())) };
  if (format === 'png') return { name, format, bytes: await drawPng(figure, drawn) };
  const svg = await drawSvg(figure, drawn);
  if (format === 'svg') return { name, format, bytes: encoded(svg) };
  const { widthMm, heightMm } = drawn.paper;
  return { name, format, svg, widthMm, heightMm };
}

/** A figure as the pixels of a PNG, which tells its size on paper. */
export async function drawPng(
  figure: Figure,
  { paper, theme, dpi }: Drawn,
): Promise<Uint8Array<ArrayBuffer>> {
  await figure.load?.();
  const scale = (dpi / PX_PER_INCH) * paperScale(paper);
  return withResolution(await figurePng(figure, paperSize(paper), scale, themeTokens(theme)), dpi);
}

/** A figure as the text of an SVG of its size on paper. */
export async function drawSvg(figure: Figure, { paper, theme }: Drawn): Promise<string> {
  await figure.load?.();
  const canvas = document.createElement('canvas').getContext('2d');
  const measure = (font: string, written: string): number => {
    if (canvas === null) return written.length * 6;
    canvas.font = font;
    return canvas.measureText(written).width;
  };
  return figureSvg(figure, paperSize(paper), themeTokens(theme), measure, paper);
}
