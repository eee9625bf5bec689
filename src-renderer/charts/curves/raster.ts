import type { Rgb } from '../colour';
import { firstFrom, type MinMax } from './min-max';
import type { Axis } from './view';

/** Pixels of an area, red green blue alpha, not premultiplied; row by row from the top. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

export interface RasterLine {
  /** Ascending. */
  readonly x: ArrayLike<number>;
  readonly line: MinMax;
  readonly colour: Rgb;
  readonly alpha: number;
  /** In pixels. */
  readonly thickness: number;
  /** Columns drawn and left out in turn; null: all are drawn. */
  readonly dash: readonly [number, number] | null;
}

/**
 * For each column of pixels the lowest and highest place of a line inside it, in pixels: of its points
 * there and of where it crosses the column's edges. Nothing of a peak is lost, however many points a
 * column has, and a column between two points has the line's part. NaN where there is no line.
 * @param x the axis with pixel 0 at the left edge of the first column
 * @returns [columns] each
 */
export function columnSpans(
  { x: xs, line }: Pick<RasterLine, 'x' | 'line'>,
  x: Axis,
  y: Axis,
  columns: number,
): { readonly top: Float32Array; readonly bottom: Float32Array } {
  const top = new Float32Array(columns).fill(NaN);
  const bottom = new Float32Array(columns).fill(NaN);
  const { values } = line;
  const crossing = (place: number, pixel: number): number => {
    if (place === 0 || place >= xs.length) return NaN;
    const before = x.to(xs[place - 1]!);
    const after = x.to(xs[place]!);
    const from = y.to(values[place - 1]!);
    return after > before
      ? from + ((y.to(values[place]!) - from) * (pixel - before)) / (after - before)
      : from;
  };
  let place = firstFrom(xs, x.from(0));
  let left = crossing(place, 0);
  for (let column = 0; column < columns; column++) {
    const end = firstFrom(xs, x.from(column + 1), place);
    const right = crossing(end, column + 1);
    let low = Infinity;
    let high = -Infinity;
    if (end > place) {
      line.find(place, end);
      // Upwards is towards 0.
      if (line.low <= line.high) {
        low = y.to(line.high);
        high = y.to(line.low);
      }
    }
    if (left < low) low = left;
    if (left > high) high = left;
    if (right < low) low = right;
    if (right > high) high = right;
    if (low <= high) {
      top[column] = low;
      bottom[column] = high;
    }
    place = end;
    left = right;
  }
  return { top, bottom };
}

/**
 * Draws lines column by column: thousands of points a column cost no more than two, where a canvas'
 * own strokes of fifty such lines take longer than a frame.
 */
export function rasterLine(raster: Raster, drawn: RasterLine, x: Axis, y: Axis): void {
  const { width, height, pixels } = raster;
  const { top, bottom } = columnSpans(drawn, x, y, width);
  const half = drawn.thickness / 2;
  const [red, green, blue] = drawn.colour;
  // What a line hides wholly need not be mixed with it.
  const whole = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  const opaque = new Uint32Array(Uint8ClampedArray.of(red, green, blue, 255).buffer)[0]!;
  const period = drawn.dash === null ? 1 : drawn.dash[0] + drawn.dash[1];
  for (let column = 0; column < width; column++) {
    if (drawn.dash !== null && column % period >= drawn.dash[0]) continue;
    const from = Math.max(0, top[column]! - half);
    const to = Math.min(height, bottom[column]! + half);
    // Also where either is NaN.
    if (!(from < to)) continue;
    const last = Math.ceil(to) - 1;
    for (let row = Math.floor(from); row <= last; row++) {
      const cover = Math.min(row + 1, to) - Math.max(row, from);
      const alpha = drawn.alpha * cover;
      if (alpha === 1) {
        whole[row * width + column] = opaque;
        continue;
      }
      const at = 4 * (row * width + column);
      const behind = pixels[at + 3]! / 255;
      const sum = alpha + behind * (1 - alpha);
      if (sum <= 0) continue;
      const share = alpha / sum;
      pixels[at] = red * share + pixels[at]! * (1 - share);
      pixels[at + 1] = green * share + pixels[at + 1]! * (1 - share);
      pixels[at + 2] = blue * share + pixels[at + 2]! * (1 - share);
      pixels[at + 3] = 255 * sum;
    }
  }
}
