import { at } from '../../../src-shared/present';

export const MARK_SHAPES = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'down',
  'plus',
  'cross',
  'star',
] as const;
export type MarkShape = (typeof MARK_SHAPES)[number];

/**
 * Colour and mark of the cluster or class at an index: colours by their index in the palette. Both
 * repeat after the eighth, at different lengths, so that pairs stay apart longer.
 */
export function markStyle(index: number): { readonly colour: number; readonly shape: MarkShape } {
  const turn = Math.floor(index / MARK_SHAPES.length);
  return { colour: index % 8, shape: at(MARK_SHAPES, (index + turn) % MARK_SHAPES.length) };
}
