import { Raster, type RasterLine } from './raster';
import type { Range } from '../../../values/range';
import { axis, type Axis } from '../../lines/axis';

/** Pixels that share a column while a view is zoomed. */
const COARSE = 2;

interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly raster: Raster;
  readonly image: ImageData;
}

/**
 * The pixels of a chart's curves on their way to its canvas: made anew only where its size changes.
 * Every step of a zoom has other points in every column, so that none can be kept: two pixels share
 * one then, with the lows and highs of both, and the picture that follows is sharp again.
 */
export class CurvePixels {
  readonly #pictures = new Map<number, Picture>();
  /** Values that a pixel of the last picture stood for, and its width; 0: there was none. */
  #perPixel = 0;
  #width = 0;
  #isCoarse = false;

  /** Whether the last picture waits to be drawn sharply, in a view that rests. */
  get isCoarse(): boolean {
    return this.#isCoarse;
  }

  /**
   * A picture of lines, as {@link Raster} draws them, to be stretched to `width`.
   * @param x what lies between its edges
   */
  draw(
    lines: readonly RasterLine[],
    x: { readonly range: Range; readonly isLog: boolean },
    y: Axis,
    width: number,
    height: number,
  ): HTMLCanvasElement {
    const { scale } = axis(x.range, x.isLog, 0, width);
    const isResized = this.#width !== width;
    this.#isCoarse = !isResized && this.#perPixel !== 0 && Math.abs(scale * this.#perPixel - 1) > 1e-9;
    this.#perPixel = 1 / scale;
    this.#width = width;
    const each = this.#isCoarse ? COARSE : 1;
    const columns = Math.ceil(width / each);
    const { raster, image, canvas } = this.#of(each, columns, height);
    raster.draw(each === 1 ? lines : lines.map(shortened), axis(x.range, x.isLog, 0, columns), y);
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    return canvas;
  }

  /** The curves were drawn in another way: what comes next is no zoom of the last picture. */
  forget(): void {
    this.#perPixel = 0;
    this.#isCoarse = false;
  }

  #of(each: number, width: number, height: number): Picture {
    const known = this.#pictures.get(each);
    if (known?.raster.width === width && known.raster.height === height) return known;
    const canvas = known?.canvas ?? document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const image = new ImageData(width, height);
    const made = { canvas, image, raster: new Raster(width, height, image.data) };
    this.#pictures.set(each, made);
    return made;
  }
}

/** Dashes are counted in columns. */
function shortened(line: RasterLine): RasterLine {
  return line.dash === null ? line : { ...line, dash: [line.dash[0] / COARSE, line.dash[1] / COARSE] };
}
