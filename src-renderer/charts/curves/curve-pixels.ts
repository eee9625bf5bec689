import { Raster, type RasterLine } from './raster';
import type { Axis } from './view';

/** The pixels of a chart's curves on their way to its canvas: made anew only where its size changes. */
export class CurvePixels {
  readonly #canvas = document.createElement('canvas');
  #kept: { readonly raster: Raster; readonly image: ImageData } | null = null;

  /** A picture of lines, as {@link Raster} draws them. */
  draw(lines: readonly RasterLine[], x: Axis, y: Axis, width: number, height: number): HTMLCanvasElement {
    const { raster, image } = this.#of(width, height);
    raster.draw(lines, x, y);
    this.#canvas.getContext('2d')?.putImageData(image, 0, 0);
    return this.#canvas;
  }

  #of(width: number, height: number): { readonly raster: Raster; readonly image: ImageData } {
    const known = this.#kept;
    if (known?.raster.width === width && known.raster.height === height) return known;
    this.#canvas.width = width;
    this.#canvas.height = height;
    const image = new ImageData(width, height);
    this.#kept = { image, raster: new Raster(width, height, image.data) };
    return this.#kept;
  }
}
