import { say } from '../../language/say';
import { z } from 'zod';
import { isDrawnSvg } from './drawn-svg';

/** Sides of a figure, in mm: smaller than the smallest column, larger than a poster's. */
export const MIN_FIGURE_MM = 20;
export const MAX_FIGURE_MM = 1200;

/** Without ending, and no path. */
const name = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w -]+$/);

const bytes = z.instanceof(Uint8Array).refine(({ length }) => length <= 1 << 28, say('at most 256 MB'));

/** A chart as it is written down, and nothing else that an SVG may hold. */
const svg = z
  .string()
  .max(1 << 26)
  .refine(isDrawnSvg, say('a drawing only'));

/** Sides of a page, in mm. */
const side = z.number().min(MIN_FIGURE_MM).max(MAX_FIGURE_MM);

export const FIGURE_REQUESTS = {
  /** A chart as a picture or a table, as the page made it; main's dialog asks where to. */
  'figures.save': z.discriminatedUnion('format', [
    z.strictObject({ name, format: z.enum(['svg', 'png', 'csv', 'json']), bytes }),
    /** Main makes a page of the drawing's size of it, whose texts stay texts. */
    z.strictObject({ name, format: z.literal('pdf'), svg, widthMm: side, heightMm: side }),
  ]),
  /** Puts a chart on the clipboard, as a picture, as the text of its drawing, or its values as a table. */
  'figures.copy': z.discriminatedUnion('format', [
    z.strictObject({ format: z.literal('png'), bytes: bytes.refine(isPng, 'a PNG') }),
    z.strictObject({ format: z.literal('svg'), svg }),
    z.strictObject({ format: z.literal('csv'), text: z.string().max(1 << 25) }),
  ]),
} as const;

export interface FigureResponses {
  /** null: the dialog was cancelled. */
  'figures.save': { readonly path: string } | null;
  'figures.copy': null;
}

function isPng(given: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, i) => given[i] === byte);
}
