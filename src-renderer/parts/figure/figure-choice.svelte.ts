import { say } from '../../../src-shared/language/say';
import { MAX_FIGURE_MM, MIN_FIGURE_MM } from '../../../src-shared/ipc/answers/figures';
import { numberProblem, type NumberField } from '../../../src-shared/experiment/fields';
import { pixelsAlong, type Paper } from '../../charts/figure/paper';

export type FigureFormat = 'pdf' | 'svg' | 'png' | 'csv' | 'json';

const side = { unit: 'mm', integer: false, min: MIN_FIGURE_MM, max: MAX_FIGURE_MM } as const;

export const FIGURE_FIELDS = {
  width: {
    ...side,
    label: say('Width'),
    help: say(
      'Journals have columns of about 85 mm, figures of one and a half columns (114 mm) and of two (174 mm).',
    ),
    default: 174,
    choices: [85, 114, 174],
  },
  height: {
    ...side,
    label: say('Height'),
    help: say('It follows the width until you set it.'),
    default: 109,
  },
  font: {
    label: say('Font size'),
    help: say(
      'Of the letters at the axes; legend and title are a little larger. Journals ask for 6 to 8 pt.',
    ),
    unit: say('pt'),
    integer: false,
    min: 4,
    max: 30,
    default: 7,
    choices: [6, 7, 8, 10],
  },
  dpi: {
    label: say('Resolution'),
    help: say('Journals ask for 300 dpi, for drawings of lines often for 600.'),
    unit: 'dpi',
    integer: true,
    min: 50,
    max: 1200,
    default: 300,
    choices: [150, 300, 600],
  },
} as const satisfies Record<string, NumberField>;

/** Pixels along a side that a canvas can have. */
const MAX_PIXELS_ALONG = 16_384;
const MAX_PIXELS = 1 << 27;

/** What was chosen for the last figure holds for the next one, for as long as the window is open. */
export class FigureChoice {
  format = $state<FigureFormat>('pdf');
  widthMm = $state<number>(FIGURE_FIELDS.width.default);
  heightMm = $state<number>(FIGURE_FIELDS.height.default);
  fontPt = $state<number>(FIGURE_FIELDS.font.default);
  dpi = $state<number>(FIGURE_FIELDS.dpi.default);
  theme = $state<'light' | 'dark'>('light');
  /** Height to width that is kept while only the width is chosen. */
  #shape = FIGURE_FIELDS.height.default / FIGURE_FIELDS.width.default;

  readonly isPicture = $derived(this.format === 'pdf' || this.format === 'svg' || this.format === 'png');
  readonly paper: Paper = $derived({
    widthMm: this.widthMm,
    heightMm: this.heightMm,
    fontPt: this.fontPt,
  });
  /** Sentences on what cannot be. */
  readonly problems = $derived({
    width: numberProblem(FIGURE_FIELDS.width, this.widthMm),
    height: numberProblem(FIGURE_FIELDS.height, this.heightMm),
    font: numberProblem(FIGURE_FIELDS.font, this.fontPt),
    dpi: this.format === 'png' ? this.#findPixelProblem() : null,
  });
  readonly isDrawable = $derived(
    this.problems.width === null && this.problems.height === null && this.problems.font === null,
  );
  readonly isReady = $derived(!this.isPicture || (this.isDrawable && this.problems.dpi === null));

  /** Pixels of the PNG. */
  get pixels(): { readonly width: number; readonly height: number } {
    return { width: pixelsAlong(this.widthMm, this.dpi), height: pixelsAlong(this.heightMm, this.dpi) };
  }

  /** The height goes with it. */
  setWidth(widthMm: number): void {
    this.widthMm = widthMm;
    const heightMm = Math.round(widthMm * this.#shape);
    if (numberProblem(FIGURE_FIELDS.height, heightMm) === null) this.heightMm = heightMm;
  }

  /** From then on it keeps its share of the width. */
  setHeight(heightMm: number): void {
    this.heightMm = heightMm;
    if (numberProblem(FIGURE_FIELDS.height, heightMm) === null && this.problems.width === null)
      this.#shape = heightMm / this.widthMm;
  }

  #findPixelProblem(): string | null {
    const problem = numberProblem(FIGURE_FIELDS.dpi, this.dpi);
    if (problem !== null) return problem;
    const { width, height } = this.pixels;
    return Math.max(width, height) > MAX_PIXELS_ALONG || width * height > MAX_PIXELS
      ? say('{width} × {height} pixels are too many: choose a smaller figure or a lower resolution.', {
          width,
          height,
        })
      : null;
  }
}

export const figureChoice = new FigureChoice();
