import { describe, expect, it } from 'vitest';
import { CurvesDrawing } from '../curves/draw-curves';
import { curvesFigure } from '../curves/curves-figure';
import { figureSvg } from '../figure/figure';
import { SvgContext } from '../figure/svg-context';
import type { LinesPlane } from '../lines/axes-chart';
import type { ChartTokens } from '../stage/theme';
import { lossCurves, xSpan, type LossOptions, type LossSeries } from './loss-curves';

const TOKENS = {
  text: '#111111',
  text2: '#222222',
  text3: '#333333',
  axis: '#444444',
  grid: '#dddddd',
  border: '#cccccc',
  surface: '#ffffff',
  palette: ['#0000aa', '#aa0000'],
  fontUi: 'Inter',
} as unknown as ChartTokens;
const measure = (_: string, text: string): number => 6 * text.length;

const STEPS = Float64Array.of(0, 10, 20, 30, 40);
const TRAINING: LossSeries = {
  id: 'loss',
  label: 'training',
  colour: 'var(--run-1)',
  x: STEPS,
  y: Float64Array.of(8, 4, 2, 1, 0.5),
};
const SERIES: readonly LossSeries[] = [
  TRAINING,
  { ...TRAINING, id: 'valLoss', label: 'validation', dashed: true, y: Float64Array.of(9, 5, 3, 2, 1.5) },
  { ...TRAINING, id: 'before', label: 'before', pale: true, y: Float64Array.of(7, NaN, 3, 3, 3) },
];
const OPTIONS: LossOptions = {
  series: SERIES,
  hidden: new Set(),
  scale: 'linear',
  titles: { x: 'step', y: 'Loss' },
  xMax: null,
  zoom: null,
  marks: [],
};

/** The chart as the window draws it, as SVG. */
function drawn(options: LossOptions, width = 600, height = 300): { svg: string; plane: LinesPlane } {
  const context = new SvgContext(measure);
  const plane = new CurvesDrawing().draw(
    { context: context as unknown as CanvasRenderingContext2D, width, height, ratio: 1, tokens: TOKENS },
    lossCurves(options),
  );
  return { svg: context.svg(width, height), plane };
}

const texts = (svg: string): string[] => [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text!);

/** Without the sign of a zero. */
const toTenth = (value: number): number => Math.round(value * 10) / 10 + 0;

/** Lines of the palette's colours: how they are drawn, and their points in data. */
function lines(svg: string, { x, y }: LinesPlane) {
  return [...svg.matchAll(/<path d="([^"]*)" fill="none"( stroke="#(?:0000aa|aa0000)"[^>]*)\/>/g)].map(
    ([, path, style]) => ({
      style,
      points: [...path!.matchAll(/([ML])([-\d.]+) ([-\d.]+)/g)].map(([, kind, left, top]) => [
        kind,
        toTenth(x.from(Number(left))),
        toTenth(y.from(Number(top))),
      ]),
    }),
  );
}

describe('the curves of a run', () => {
  it('are drawn point by point: validation dashed, what led here thin and pale, gaps left open', () => {
    const { svg, plane } = drawn(OPTIONS);
    const [training, validation, before] = lines(svg, plane);
    expect(training?.points).toEqual([
      ['M', 0, 8],
      ['L', 10, 4],
      ['L', 20, 2],
      ['L', 30, 1],
      ['L', 40, 0.5],
    ]);
    expect(training?.style).toContain('stroke-width="1.75"');
    expect(training?.style).not.toMatch(/dasharray|opacity/);
    expect(validation?.style).toContain('stroke-dasharray="6 4"');
    expect(before?.style).toMatch(/stroke-width="1.25".* opacity="0.5"/);
    expect(before?.points.map(([kind, x]) => [kind, x])).toEqual([
      ['M', 0],
      ['M', 20],
      ['L', 30],
      ['L', 40],
    ]);
  });

  it('begin at 0 and end where the run will', () => {
    expect(xSpan({ series: SERIES, xMax: 200, zoom: null })).toEqual([0, 200]);
    expect(xSpan({ series: SERIES, xMax: 20, zoom: null })).toEqual([0, 40]);
    expect(xSpan({ series: SERIES, xMax: 200, zoom: [5, 9] })).toEqual([5, 9]);
    expect(xSpan({ series: [], xMax: null, zoom: null })).toEqual([0, 1]);
    expect(drawn({ ...OPTIONS, xMax: 200 }).plane.x.range).toEqual([0, 200]);
  });

  it('have no ticks between two steps', () => {
    const { plane } = drawn({ ...OPTIONS, zoom: [10, 13] });
    expect(plane.ticks.x.map(({ label }) => label)).toEqual(['10', '11', '12', '13']);
    // A model that is fitted at once has one of them.
    const { plane: only } = drawn({ ...OPTIONS, zoom: [0, 1] });
    expect(only.ticks.x.map(({ label }) => label)).toEqual(['0', '1']);
  });

  it('have the range of what is in sight and not hidden', () => {
    const hidden = new Set(['valLoss', 'before']);
    const { svg, plane } = drawn({ ...OPTIONS, hidden, scale: 'log' });
    expect(lines(svg, plane)).toHaveLength(1);
    // 0.5 to 8 with some room: less than one and a half powers of ten.
    expect([plane.y.isLog, plane.y.range[0] < 0.5, plane.y.range[1] < 10]).toEqual([true, true, true]);
    const { plane: zoomed } = drawn({ ...OPTIONS, hidden, zoom: [20, 40] });
    expect(zoomed.y.range).toEqual([0, 2]);
  });

  it('mark a single value by a dot, whatever its axis', () => {
    const one = { ...TRAINING, x: Float64Array.of(5), y: Float64Array.of(2) };
    const { svg, plane } = drawn({ ...OPTIONS, series: [one] });
    const [x, y] = [plane.x.to(5), plane.y.to(2)].map((value) => Math.round(value * 100) / 100);
    expect(svg).toMatch(new RegExp(`<path d="M${x! - 2.5} ${y}a2.5 2.5 [^"]*" fill="#0000aa"`));
  });

  it('have level lines, to which the y axis reaches, each with its value', () => {
    const { svg, plane } = drawn({ ...OPTIONS, references: [20, 3] });
    expect(plane.y.range[1]).toBeGreaterThanOrEqual(20);
    expect(texts(svg)).toEqual(expect.arrayContaining(['20', '3']));
    const level = Math.round(plane.y.to(20)) + 0.5;
    expect(svg).toContain(
      `<path d="M${plane.box.left} ${level}L${plane.box.left + plane.box.width} ${level}"`,
    );
    // A logarithm has no place for these.
    expect(drawn({ ...OPTIONS, scale: 'log', references: [0, -1] }).svg).not.toContain(
      'stroke-dasharray="2 3"',
    );
  });

  it('are smoothed with the logged values under them', () => {
    const [curve] = lossCurves({ ...OPTIONS, smoothing: 0.5 }).curves;
    expect([...curve!.raw!.values]).toEqual(Array.from(TRAINING.y));
    expect(curve!.line.values[1]).toBeCloseTo((8 * 0.25 + 4 * 0.5) / 0.75, 12);
    expect(lossCurves(OPTIONS).curves[0]!.raw).toBeNull();
  });

  it('are prepared anew for other values and another scale alone', () => {
    const [first] = lossCurves(OPTIONS).curves;
    const [recoloured] = lossCurves({
      ...OPTIONS,
      series: [{ ...TRAINING, colour: 'var(--run-2)', label: 'other' }],
    }).curves;
    expect(recoloured).toMatchObject({ colour: 'var(--run-2)', label: 'other' });
    expect(recoloured?.line).toBe(first?.line);
    const grown = { ...TRAINING, y: Float64Array.from(TRAINING.y) };
    expect(lossCurves({ ...OPTIONS, series: [grown] }).curves[0]?.line).not.toBe(first?.line);
    const zero = { ...TRAINING, y: Float64Array.of(1, 0, 1, 1, 1) };
    const lowest = (scale: 'linear' | 'log'): number =>
      Math.min(...lossCurves({ ...OPTIONS, series: [zero], scale }).curves[0]!.line.values);
    expect([lowest('linear'), lowest('log'), lowest('linear')]).toEqual([0, NaN, 0]);
  });
});

describe('the file of a run’s curves', () => {
  const marks = [{ x: 20, label: '0.003', description: 'learning rate 0.003 from step 20' }];
  const heading = { name: 'loss', title: '', caption: '' };

  it.each([
    ['all', OPTIONS],
    ['on a logarithmic scale', { ...OPTIONS, scale: 'log' as const }],
    ['zoomed', { ...OPTIONS, zoom: [5, 25] as const }],
    ['zoomed to three steps', { ...OPTIONS, zoom: [10, 13] as const }],
    [
      'one hidden, while training, with a mark',
      { ...OPTIONS, hidden: new Set(['valLoss']), xMax: 100, marks },
    ],
  ])('has the ticks, labels and points of the window, and the title of y: %s', (_, options) => {
    const window = drawn(options);
    // The legend takes a line above.
    const file = figureSvg(
      curvesFigure(heading, lossCurves(options), 600),
      { width: 600, height: 336 },
      TOKENS,
      measure,
    );
    const named = options.series.filter(({ id }) => !options.hidden.has(id)).map(({ label }) => label);
    const rest = texts(file).filter((text) => !named.includes(text));
    expect(rest.filter((text) => text !== 'Loss').sort()).toEqual(texts(window.svg).sort());
    expect(rest.filter((text) => text === 'Loss')).toHaveLength(1);
    // The axes lie elsewhere there: as the same drawing says where, with the title of y.
    const context = new SvgContext(measure);
    const stage = { context: context as unknown as CanvasRenderingContext2D, ratio: 1, tokens: TOKENS };
    const plane = new CurvesDrawing().draw(
      { ...stage, width: 600, height: 300 },
      { ...lossCurves(options), namesY: true },
    );
    const legend = named.length;
    expect(lines(file, plane).slice(legend)).toEqual(lines(window.svg, window.plane));
    expect(plane.ticks).toEqual(window.plane.ticks);
  });
});
