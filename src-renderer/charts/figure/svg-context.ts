/** What is set on a canvas' context and saved with it. */
interface Pen {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  globalAlpha: number;
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
  #path = '';
  readonly #measure: (font: string, text: string) => number;

  /** @param measure width of a text in a font, in pixels */
  constructor(measure: (font: string, text: string) => number) {
    this.#measure = measure;
  }

  set fillStyle(value: string) {
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

  beginPath(): void {
    this.#path = '';
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${round(x)} ${round(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `${this.#path === '' ? 'M' : 'L'}${round(x)} ${round(y)}`;
  }

  closePath(): void {
    this.#path += 'Z';
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`;
  }

  /** A whole circle: no chart draws less of one. */
  arc(x: number, y: number, radius: number): void {
    const r = round(radius);
    this.#path += `M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${round(2 * radius)} 0a${r} ${r} 0 1 0 ${round(-2 * radius)} 0Z`;
  }

  clip(): void {
    const id = `clip${this.#clips.length}`;
    this.#clips.push(`<clipPath id="${id}"><path d="${this.#path}"/></clipPath>`);
    this.#open(`clip-path="url(#${id})"`);
  }

  stroke(): void {
    if (this.#path === '') return;
    this.#parts.push(`<path d="${this.#path}" fill="none"${this.#strokeAttributes()}/>`);
  }

  fill(): void {
    if (this.#path === '') return;
    this.#parts.push(`<path d="${this.#path}" fill="${escaped(this.#pen.fillStyle)}"${this.#alpha()}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#parts.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${escaped(this.#pen.fillStyle)}"${this.#alpha()}/>`,
    );
  }

  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, ` fill="${escaped(this.#pen.fillStyle)}"${this.#alpha()}`);
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, ` fill="none"${this.#strokeAttributes()}`);
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.#measure(this.#pen.font, text) };
  }

  /** The whole document. */
  svg(width: number, height: number): string {
    const open = [...this.#saved, this.#pen].reduce((sum, { groups }) => sum + groups, 0);
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
      `<defs>${this.#clips.join('')}</defs>${this.#parts.join('')}${'</g>'.repeat(open)}</svg>\n`
    );
  }

  #open(attributes: string): void {
    this.#parts.push(`<g ${attributes}>`);
    this.#pen.groups++;
  }

  #strokeAttributes(): string {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash } = this.#pen;
    return (
      ` stroke="${escaped(strokeStyle)}" stroke-width="${round(lineWidth)}" stroke-linecap="${lineCap}" stroke-linejoin="${lineJoin}"` +
      (dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`) +
      this.#alpha()
    );
  }

  #alpha(): string {
    return this.#pen.globalAlpha === 1 ? '' : ` opacity="${round(this.#pen.globalAlpha)}"`;
  }

  #text(text: string, x: number, y: number, attributes: string): void {
    const { font, textAlign, textBaseline } = this.#pen;
    const [, weight = '400', size = '10', family = 'sans-serif'] =
      /^(?:(\d{3}|bold)\s+)?([\d.]+)px\s+(.*)$/.exec(font) ?? [];
    const below = (BASELINES[textBaseline] ?? 0) * Number(size);
    this.#parts.push(
      `<text x="${round(x)}" y="${round(y + below)}" font-family="${escaped(family)}" font-size="${size}" font-weight="${weight}" text-anchor="${ANCHORS[textAlign] ?? 'start'}"${attributes}>${escaped(text)}</text>`,
    );
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}
