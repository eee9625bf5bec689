import type { Rgb } from '../../stage/colour';
import { LineColumns, type PointLine } from './line-columns';
import type { MinMax } from './min-max';
import type { Axis } from '../../lines/axis';

export interface RasterLine extends PointLine {
  readonly colour: Rgb;
  readonly alpha: number;
  /** In pixels. */
  readonly thickness: number;
  /** Columns drawn and left out in turn; null: all are drawn. */
  readonly dash: readonly [number, number] | null;
}

/** A line as every column needs it. */
interface Stroke extends Pick<RasterLine, 'colour' | 'alpha' | 'dash'> {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly half: number;
  /** A pixel that it covers wholly. */
  readonly word: number;
  /** Columns that it moved to the left by; null: it is another line than in the last picture. */
  readonly moved: number | null;
}

/** Columns that are drawn before they are copied: with a thousand rows they stay in the processor's cache. */
const BLOCK = 16;

/**
 * Draws lines column by column into the pixels of an area: thousands of points a column cost no more
 * than two, where a canvas' own strokes of fifty such lines take longer than a frame.
 */
export class Raster {
  readonly width: number;
  readonly height: number;
  /** Red green blue alpha, not premultiplied; row by row from the top. */
  readonly #words: Uint32Array;
  /** Some columns, one after the other: down a column of the picture itself every row is a page of memory away. */
  readonly #block: Uint32Array;
  readonly #blockBytes: Uint8ClampedArray;
  /** Rows of each column of the block that lines cover wholly, from `top` to before `end`. */
  readonly #top = new Int32Array(BLOCK);
  readonly #end = new Int32Array(BLOCK);
  readonly #columns = new WeakMap<MinMax, LineColumns>();
  /** What the picture shows. */
  #shown: { readonly strokes: readonly Stroke[]; readonly y: Axis } | null = null;

  constructor(width: number, height: number, pixels: Uint8ClampedArray) {
    this.width = width;
    this.height = height;
    this.#words = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
    this.#block = new Uint32Array(BLOCK * height);
    this.#blockBytes = new Uint8ClampedArray(this.#block.buffer);
  }

  /**
   * In place of what was drawn before: where the same lines have moved to a side, the picture moves with them,
   * and only what came into it is drawn.
   * @param lines from the one at the back to the one in front
   * @param x the axis with pixel 0 at the left edge of the first column
   */
  draw(lines: readonly RasterLine[], x: Axis, y: Axis): void {
    // From the front: what lies behind others is never written.
    const strokes = lines.map((line) => this.#stroke(line, x, y.isLog)).reverse();
    const [from, to] = this.#keep(strokes, y);
    for (let left = from; left < to; left += BLOCK) {
      const right = Math.min(to, left + BLOCK);
      this.#block.fill(0);
      this.#top.fill(this.height);
      this.#end.fill(this.height);
      for (const stroke of strokes) this.#drawBehind(stroke, left, right, y);
      this.#copy(left, right);
    }
  }

  /** Moves what the picture has of the strokes. @returns the columns that are to be drawn */
  #keep(strokes: readonly Stroke[], y: Axis): readonly [number, number] {
    const { width } = this;
    const shown = this.#shown;
    this.#shown = { strokes, y };
    const by = strokes[0]?.moved ?? null;
    if (shown === null || by === null || Math.abs(by) + 1 >= width) return [0, width];
    const isSame =
      shown.strokes.length === strokes.length &&
      shown.y.start === y.start &&
      shown.y.low === y.low &&
      shown.y.scale === y.scale &&
      strokes.every((stroke, i) => isMoved(stroke, shown.strokes[i]!, by));
    if (!isSame) return [0, width];
    if (by === 0) return [0, 0];
    // What a row loses at one end comes in at the other end of the next: it is drawn over.
    this.#words.copyWithin(Math.max(0, -by), Math.max(0, by));
    return by > 0 ? [width - by - 1, width] : [0, 1 - by];
  }

  #stroke(drawn: RasterLine, x: Axis, isLogY: boolean): Stroke {
    let columns = this.#columns.get(drawn.line);
    if (columns === undefined) {
      columns = new LineColumns(this.width);
      this.#columns.set(drawn.line, columns);
    }
    const moved = columns.update(drawn, x, isLogY);
    const { low, high } = columns;
    const { colour, alpha, dash, thickness } = drawn;
    const word = new Uint32Array(Uint8ClampedArray.of(...colour, 255).buffer)[0]!;
    return { low, high, colour, alpha, dash, word, half: thickness / 2, moved };
  }

  #copy(left: number, right: number): void {
    const { width, height } = this;
    const block = this.#block;
    const words = this.#words;
    for (let row = 0; row < height; row++) {
      const end = row * width + right;
      for (let to = row * width + left, from = row; to < end; to++, from += height) words[to] = block[from]!;
    }
  }

  /** One line in some columns, behind what is there; in one loop, for a frame has fifty thousand such. */
  #drawBehind(
    { low, high, half, alpha, dash, word, colour }: Stroke,
    left: number,
    right: number,
    y: Axis,
  ): void {
    const { height } = this;
    const block = this.#block;
    const bytes = this.#blockBytes;
    const { start, low: value, scale } = y;
    const red = colour[0];
    const green = colour[1];
    const blue = colour[2];
    const isWhole = alpha === 1;
    for (let column = left; column < right; column++) {
      if (dash !== null && column % (dash[0] + dash[1]) >= dash[0]) continue;
      // Upwards is towards 0.
      const from = Math.max(0, start + (high[column]! - value) * scale - half);
      const to = Math.min(height, start + (low[column]! - value) * scale + half);
      // Also where either is NaN.
      if (!(from < to)) continue;
      const at = column - left;
      const top = this.#top[at]!;
      const end = this.#end[at]!;
      const firstWhole = Math.ceil(from);
      const endWhole = Math.floor(to);
      const last = Math.ceil(to);
      let row = Math.floor(from);
      if (row >= top && row < end) row = end;
      for (; row < last; row++) {
        if (row === top) {
          row = end - 1;
          continue;
        }
        const pixel = at * height + row;
        const alphaAt = 4 * pixel + 3;
        const before = bytes[alphaAt]!;
        if (before === 255) continue;
        const isInside = row >= firstWhole && row < endWhole;
        const cover = isInside ? alpha : alpha * (Math.min(row + 1, to) - Math.max(row, from));
        if (before === 0) {
          block[pixel] = word;
          if (cover !== 1) bytes[alphaAt] = 255 * cover;
          continue;
        }
        const added = cover * (1 - before / 255);
        const sum = before / 255 + added;
        const share = added / sum;
        bytes[alphaAt - 3] = red * share + bytes[alphaAt - 3]! * (1 - share);
        bytes[alphaAt - 2] = green * share + bytes[alphaAt - 2]! * (1 - share);
        bytes[alphaAt - 1] = blue * share + bytes[alphaAt - 1]! * (1 - share);
        bytes[alphaAt] = 255 * sum;
      }
      if (!isWhole) continue;
      if (top < height && firstWhole <= end && endWhole >= top) {
        this.#top[at] = Math.min(top, firstWhole);
        this.#end[at] = Math.max(end, endWhole);
      } else if (endWhole - firstWhole > end - top) {
        this.#top[at] = firstWhole;
        this.#end[at] = endWhole;
      }
    }
  }
}

/** Whether a stroke is one of the last picture, but for where it lies. Dashes stay where they are. */
function isMoved(stroke: Stroke, before: Stroke, by: number): boolean {
  return (
    stroke.moved === by &&
    stroke.low === before.low &&
    stroke.word === before.word &&
    stroke.alpha === before.alpha &&
    stroke.half === before.half &&
    stroke.dash?.[0] === before.dash?.[0] &&
    stroke.dash?.[1] === before.dash?.[1] &&
    (stroke.dash === null || by === 0)
  );
}
