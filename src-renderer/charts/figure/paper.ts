import { TICK_FONT_PX } from '../stage/plane';

/** A figure as it lies on paper. */
export interface Paper {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Size of the letters at the axes, in points; those of the legend and the title are a little larger. */
  readonly fontPt: number;
}

/** CSS pixels to an inch, and to a mm. */
export const PX_PER_INCH = 96;
const PX_PER_MM = PX_PER_INCH / 25.4;
const PT_PER_INCH = 72;

/** CSS pixels on paper to a pixel of the drawing, whose letters at the axes have the size of the window's. */
export function paperScale({ fontPt }: Pick<Paper, 'fontPt'>): number {
  return (fontPt * PX_PER_INCH) / PT_PER_INCH / TICK_FONT_PX;
}

/** Size in which a figure is drawn so that its letters have their size on paper. */
export function paperSize(paper: Paper): { readonly width: number; readonly height: number } {
  const perMm = PX_PER_MM / paperScale(paper);
  return { width: paper.widthMm * perMm, height: paper.heightMm * perMm };
}

/** Pixels along a side in mm. @param dpi pixels to an inch */
export function pixelsAlong(mm: number, dpi: number): number {
  return Math.round((mm * dpi) / 25.4);
}
