import { areFinite, escaped, paint, round } from './svg-text';
import { SvgPath } from './svg-path';

/** A gradient as it is written down; {@link SvgContext.createLinearGradient} makes it. */
export interface SvgGradient {
  readonly id: string;
  readonly stops: string[];
  addColorStop(at: number, colour: string): void;
}

/** State of a canvas context that `save` keeps. */
interface Pen {
  fillStyle: string | SvgGradient;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  globalAlpha: number;
  imageSmoothingEnabled: boolean;
  dash: readonly number[];
  /** Groups opened since the last save. */
  groups: number;
}

const START: Pen = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  globalAlpha: 1,
  imageSmoothingEnabled: true,
  dash: [],
  groups: 0,
};

/** Baselines as a share of the font's size below the middle of its letters. */
const BASELINES: Readonly<Record<string, number>> = { top: 0.8, middle: 0.35, bottom: -0.2, alphabetic: 0 };
const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };

/**
 * The part of a canvas' 2-D context that the charts draw with, written down as SVG: a chart's own
 * drawing makes the vector file, so that it cannot differ from the screen. Text is kept as text.
 */
export class SvgContext {
  #pen: Pen = { ...START };
  readonly #saved: Pen[] = [];
  readonly #parts: string[] = [];
  readonly #clips: string[] = [];
  readonly #gradients: (SvgGradient & { readonly open: string })[] = [];
  readonly #marks = new Map<object, { readonly id: string; readonly drawn: string }>();
  #path = new SvgPath();
  readonly #measure: (font: string, text: string) => number;

  /** @param measure width of a text in a font, in pixels */
  constructor(measure: (font: string, text: string) => number) {
    this.#measure = measure;
  }

  set fillStyle(value: string | SvgGradient) {
    this.#pen.fillStyle = value;
  }
  set strokeStyle(value: string) {
    this.#pen.strokeStyle = value;
  }
  set lineWidth(value: number) {
    this.#pen.lineWidth = value;
  }
  set lineCap(value: string) {
    this.#pen.lineCap = value;
  }
  set lineJoin(value: string) {
    this.#pen.lineJoin = value;
  }
  set font(value: string) {
    this.#pen.font = value;
  }
  set textAlign(value: CanvasTextAlign) {
    this.#pen.textAlign = value;
  }
  set textBaseline(value: CanvasTextBaseline) {
    this.#pen.textBaseline = value;
  }
  set globalAlpha(value: number) {
    this.#pen.globalAlpha = value;
  }
  set imageSmoothingEnabled(value: boolean) {
    this.#pen.imageSmoothingEnabled = value;
  }
  get globalAlpha(): number {
    return this.#pen.globalAlpha;
  }

  setLineDash(dash: readonly number[]): void {
    this.#pen.dash = [...dash];
  }

  save(): void {
    this.#saved.push({ ...this.#pen });
    this.#pen.groups = 0;
  }

  restore(): void {
    const before = this.#saved.pop();
    if (before === undefined) return;
    this.#parts.push('</g>'.repeat(this.#pen.groups));
    this.#pen = before;
  }

  translate(x: number, y: number): void {
    this.#open(`transform="translate(${round(x)} ${round(y)})"`);
  }

  scale(x: number, y: number): void {
    this.#open(`transform="scale(${x} ${y})"`);
  }

  /** @param angle in radians */
  rotate(angle: number): void {
    if (angle === 0) return;
    this.#open(`transform="rotate(${round((angle * 180) / Math.PI)})"`);
  }

  createLinearGradient(x0: number, y0: number, x1: number, y1: number): SvgGradient {
    const stops: string[] = [];
    const id = `gradient${this.#gradients.length}`;
    const gradient = {
      id,
      stops,
      open: `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${round(x0)}" y1="${round(y0)}" x2="${round(x1)}" y2="${round(y1)}">`,
      addColorStop: (at: number, colour: string): void => {
        stops.push(`<stop offset="${round(at)}" stop-color="${escaped(colour)}"/>`);
      },
    };
    this.#gradients.push(gradient);
    return gradient;
  }

  beginPath(): void {
    this.#path = new SvgPath();
  }

  moveTo(x: number, y: number): void {
    this.#path.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#path.lineTo(x, y);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path.bezierCurveTo(x1, y1, x2, y2, x, y);
  }

  closePath(): void {
    this.#path.closePath();
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.rect(x, y, width, height);
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    this.#path.roundRect(x, y, width, height, radius);
  }

  arc(x: number, y: number, radius: number): void {
    this.#path.arc(x, y, radius);
  }

  clip(): void {
    const id = `clip${this.#clips.length}`;
    this.#clips.push(`<clipPath id="${id}"><path d="${this.#path.drawn}"/></clipPath>`);
    this.#open(`clip-path="url(#${id})"`);
  }

  stroke(): void {
    if (this.#path.drawn === '') return;
    this.#parts.push(`<path d="${this.#path.drawn}" fill="none"${this.#strokeAttributes()}/>`);
  }

  fill(): void {
    if (this.#path.drawn === '') return;
    this.#parts.push(`<path d="${this.#path.drawn}"${this.#fill()}${this.#alpha()}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (!areFinite(x, y, width, height)) return;
    this.#parts.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${this.#fill()}${this.#alpha()}/>`,
    );
  }

  /** Pixels stay pixels: they are embedded as PNG. */
  drawImage(
    image: Pick<HTMLCanvasElement, 'toDataURL'>,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    if (!areFinite(x, y, width, height)) return;
    const cells = this.#pen.imageSmoothingEnabled ? '' : ' image-rendering="pixelated"';
    this.#parts.push(
      `<image x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" preserveAspectRatio="none"${cells}${this.#alpha()} href="${image.toDataURL('image/png')}"/>`,
    );
  }

  /**
   * A mark of which there are many, written down once.
   * @param mark the same object for the same mark
   * @param paint draws it around the origin
   */
  stamp(mark: object, paint: (context: SvgContext) => void, x: number, y: number): void {
    if (!areFinite(x, y)) return;
    let known = this.#marks.get(mark);
    if (known === undefined) {
      const own = new SvgContext(this.#measure);
      paint(own);
      known = { id: `mark${this.#marks.size}`, drawn: own.#parts.join('') };
      this.#marks.set(mark, known);
    }
    this.#parts.push(`<use href="#${known.id}" x="${round(x)}" y="${round(y)}"/>`);
  }

  /** @param widest a wider text is drawn in together, as on a canvas */
  fillText(text: string, x: number, y: number, widest = Infinity): void {
    const isWider = this.measureText(text).width > widest;
    const drawnIn = isWider ? ` textLength="${round(widest)}" lengthAdjust="spacingAndGlyphs"` : '';
    this.#text(text, x, y, `${drawnIn}${this.#fill()}${this.#alpha()}`);
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, ` fill="none"${this.#strokeAttributes()}`);
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.#measure(this.#pen.font, text) };
  }

  /**
   * The whole document.
   * @param paper its sides in mm; left out: as many CSS pixels as the drawing has
   */
  svg(
    width: number,
    height: number,
    paper?: { readonly widthMm: number; readonly heightMm: number },
  ): string {
    const open = [...this.#saved, this.#pen].reduce((sum, { groups }) => sum + groups, 0);
    const gradients = this.#gradients.map(({ open, stops }) => `${open}${stops.join('')}</linearGradient>`);
    const marks = [...this.#marks.values()].map(({ id, drawn }) => `<g id="${id}">${drawn}</g>`);
    const defined = [...this.#clips, ...gradients, ...marks].join('');
    const sides = paper === undefined ? [width, height] : [`${paper.widthMm}mm`, `${paper.heightMm}mm`];
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${sides[0]}" height="${sides[1]}" viewBox="0 0 ${round(width)} ${round(height)}">` +
      `<defs>${defined}</defs>${this.#parts.join('')}${'</g>'.repeat(open)}</svg>\n`
    );
  }

  #open(attributes: string): void {
    this.#parts.push(`<g ${attributes}>`);
    this.#pen.groups++;
  }

  #strokeAttributes(): string {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash } = this.#pen;
    return (
      `${paint('stroke', strokeStyle)} stroke-width="${round(lineWidth)}" stroke-linecap="${lineCap}" stroke-linejoin="${lineJoin}"` +
      (dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`) +
      this.#alpha()
    );
  }

  #fill(): string {
    const { fillStyle } = this.#pen;
    return typeof fillStyle === 'string' ? paint('fill', fillStyle) : ` fill="url(#${fillStyle.id})"`;
  }

  #alpha(): string {
    return this.#pen.globalAlpha === 1 ? '' : ` opacity="${round(this.#pen.globalAlpha)}"`;
  }

  #text(text: string, x: number, y: number, attributes: string): void {
    const { font, textAlign, textBaseline } = this.#pen;
    const [, weight = '400', size = '10', family = 'sans-serif'] =
      /^(?:normal\s+)?(?:(\d{3}|bold)\s+)?([\d.]+)px\s+(.*)$/.exec(font) ?? [];
    const below = (BASELINES[textBaseline] ?? 0) * Number(size);
    this.#parts.push(
      `<text x="${round(x)}" y="${round(y + below)}" font-family="${escaped(family)}" font-size="${size}" font-weight="${weight}" text-anchor="${ANCHORS[textAlign] ?? 'start'}"${attributes}>${escaped(text)}</text>`,
    );
  }
}
