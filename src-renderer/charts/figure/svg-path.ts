import { areFinite, round } from './svg-text';

/** The path of a canvas' context, written as the `d` of an SVG path. */
export class SvgPath {
  #drawn = '';

  /** Empty where nothing was drawn. */
  get drawn(): string {
    return this.#drawn;
  }

  // A canvas passes over what is not a number; a viewer of SVG stops at it.
  moveTo(x: number, y: number): void {
    if (!areFinite(x, y)) return;
    this.#drawn += `M${round(x)} ${round(y)}`;
  }

  lineTo(x: number, y: number): void {
    if (!areFinite(x, y)) return;
    this.#drawn += `${this.#drawn === '' ? 'M' : 'L'}${round(x)} ${round(y)}`;
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    if (!areFinite(x1, y1, x2, y2, x, y)) return;
    this.#drawn += `C${[x1, y1, x2, y2, x, y].map(round).join(' ')}`;
  }

  closePath(): void {
    if (this.#drawn !== '') this.#drawn += 'Z';
  }

  rect(x: number, y: number, width: number, height: number): void {
    if (!areFinite(x, y, width, height)) return;
    this.#drawn += `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`;
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    if (!areFinite(x, y, width, height)) return;
    const r = round(Math.min(radius, width / 2, height / 2));
    const across = round(width - 2 * r);
    const down = round(height - 2 * r);
    const corner = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
    this.#drawn +=
      `M${round(x + r)} ${round(y)}h${across}${corner(r, r)}v${down}${corner(-r, r)}` +
      `h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}Z`;
  }

  /** A whole circle: no chart draws less of one. */
  arc(x: number, y: number, radius: number): void {
    if (!areFinite(x, y, radius)) return;
    const r = round(radius);
    this.#drawn += `M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${round(2 * radius)} 0a${r} ${r} 0 1 0 ${round(-2 * radius)} 0Z`;
  }
}
