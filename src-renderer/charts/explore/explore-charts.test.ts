import { describe, expect, it } from 'vitest';
import {
  OTHER_CLASS,
  type BarColumn,
  type BinnedColumn,
  type CorrelationAnswer,
  type DrawnBins,
  type ScatterAnswer,
} from '../../../src-shared/dataset/explore';
import { at } from '../../../src-shared/present';
import { nextOrder, sortedSummaries } from '../../state/explore/summary-rows';
import type { ChartTokens } from '../stage/theme';
import { createPlane } from '../stage/plane';
import { axisTicks, dateTicks, formatOn, formatTime } from '../scales/axis-ticks';
import {
  cellAfterKey,
  cellSentence,
  cellSide,
  correlationColours,
  correlationText,
} from './correlation-cells';
import { densityPixels, densityShare } from './density-image';
import { barAt, toBars, histogramBox, shownBars } from './histogram-picture';
import { hoverFacts, scatterSentence } from './scatter-hover';
import { sequenceColour } from '../scales/sequence-colour';
import { axisBox } from '../scales/axis-box';

const TOKENS: ChartTokens = {
  text: '#000000',
  text2: '#222222',
  text3: '#888888',
  axis: '#444444',
  grid: '#eeeeee',
  border: '#cccccc',
  surface: '#ffffff',
  accent: '#00ff00',
  low: '#ff0000',
  mid: '#ffffff',
  high: '#0000ff',
  palette: ['#000080', '#800000', '#008000', '#808000', '#800080', '#008080', '#404040', '#c0c0c0'],
  sequence: ['#ffff00', '#ff0000', '#000000'],
  fontUi: 'sans',
  fontNumber: 'mono',
};

describe('ticks', () => {
  const days = (text: string): number => Date.parse(`${text}Z`) / 86_400_000;

  it('of dates are at steps of the calendar', () => {
    const labels = (from: string, to: string, maxTicks: number): string[] =>
      dateTicks([days(from), days(to)], maxTicks).map(({ label }) => label);
    expect(labels('2019-06-01', '2024-06-01', 6)).toEqual(['2020', '2021', '2022', '2023', '2024']);
    expect(labels('2024-01-15', '2024-07-15', 5)).toEqual(['2024-04', '2024-07']);
    expect(labels('2024-02-27', '2024-03-02', 5)).toEqual([
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
    ]);
    expect(labels('2024-03-01T00:00', '2024-03-01T12:00', 5)).toEqual([
      '2024-03-01',
      '2024-03-01 03:00',
      '2024-03-01 06:00',
      '2024-03-01 09:00',
      '2024-03-01 12:00',
    ]);
    expect(labels('1066-01-01', '2066-01-01', 5).length).toBeLessThanOrEqual(6);
    expect(dateTicks([-1e12, 1e12], 5).length).toBeLessThan(101);
  });

  it('of words are at their places, as many as fit', () => {
    const axis = {
      name: 'c',
      type: 'category',
      words: ['one', 'two', 'three', 'a word beyond fourteen'],
    } as const;
    expect(axisTicks(axis, [-0.1, 3.1], 400, 20)).toEqual([
      { value: 0, label: 'one' },
      { value: 1, label: 'two' },
      { value: 2, label: 'three' },
      { value: 3, label: 'a word beyond…' },
    ]);
    expect(axisTicks(axis, [-0.1, 3.1], 40, 20).map(({ value }) => value)).toEqual([0, 2]);
  });

  it('write values as their axis has them', () => {
    expect(formatOn({ type: 'category', words: ['a', 'b'] }, 1)).toBe('b');
    expect(formatOn({ type: 'date' }, days('2024-03-01T06:30'))).toBe('2024-03-01 06:30');
    expect(formatTime(days('1969-12-31'))).toBe('1969-12-31');
    expect(formatOn({ type: 'number' }, 1234.5678)).toBe('1,235');
  });
});

const BINS: DrawnBins = {
  how: 'binned',
  columns: 2,
  rows: 2,
  // Two at the lower left, none beside it, above them one and eight.
  counts: Uint32Array.of(2, 0, 1, 8),
  most: 8,
  majority: Uint8Array.of(1, 0, 0, OTHER_CLASS),
  majorityCounts: Uint32Array.of(2, 0, 1, 5),
  means: Float32Array.of(0, NaN, NaN, 10),
};

function channels(pixel: number): number[] {
  return [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, pixel >>> 24];
}

describe('density', () => {
  it('puts the highest y first, nothing where nothing is, and more colour where more is', () => {
    const pixels = densityPixels(BINS, null, TOKENS, null);
    expect(pixels[3]).toBe(0);
    const red = [...pixels].map((pixel) => at(channels(pixel), 0));
    // Above: one point, then eight; below: two.
    expect(red[1]).toBeLessThan(at(red, 2));
    expect(red[2]).toBeLessThan(at(red, 0));
    expect(channels(at(pixels, 0))[3]).toBe(255);
    expect([densityShare(1, 8), densityShare(8, 8), densityShare(1, 1)]).toEqual([0, 1, 1]);
  });

  it('has the colour of the most frequent class, the others behind a chosen one', () => {
    const colour = { kind: 'classes', name: 'c', classes: [] } as const;
    const pixels = densityPixels(BINS, colour, TOKENS, null);
    expect(channels(at(pixels, 1))).toEqual([0x88, 0x88, 0x88, 255]);
    const [red = 0, green = 0] = channels(at(pixels, 2));
    expect(red).toBeGreaterThan(green + 50);
    const behind = channels(at(densityPixels(BINS, colour, TOKENS, 0), 2));
    expect(behind[1]).toBeGreaterThan(green + 50);
  });

  it('has the colour of the mean, grey where it has none', () => {
    const colour = { kind: 'values', name: 'v', type: 'number', low: 0, high: 10, min: 0, max: 10 } as const;
    const pixels = densityPixels(BINS, colour, TOKENS, null);
    expect(channels(at(pixels, 1))).toEqual([0, 0, 0, 255]);
    const [red, green, blue] = channels(at(pixels, 0));
    expect(red === green && green === blue).toBe(true);
    expect(sequenceColour(TOKENS, 0.25)).toEqual([255, 127.5, 0]);
    expect(sequenceColour(TOKENS, 7)).toEqual([0, 0, 0]);
  });
});

function scatterAnswer(change: Partial<ScatterAnswer>): ScatterAnswer {
  return {
    kind: 'scatter',
    rows: { total: 11, used: 11, doubtful: 0 },
    x: { name: 'h', type: 'number', words: [] },
    y: { name: 'w', type: 'number', words: [] },
    colour: null,
    view: { x: [0, 2], y: [0, 2] },
    window: { x: [0, 2], y: [0, 2] },
    extent: { x: [0, 2], y: [0, 2] },
    total: 11,
    inView: 11,
    missing: 0,
    drawn: BINS,
    ...change,
  };
}

describe('what is said of a scatter', () => {
  const plane = createPlane({ left: 0, top: 0, width: 200, height: 200 }, [0, 2], [0, 2]);

  it('is how many points, how they are drawn and what is left out', () => {
    expect(scatterSentence(scatterAnswer({ total: 1_000_000, inView: 1_000_000 }))).toBe(
      '1,000,000 points, drawn as density',
    );
    const { drawn } = POINTS;
    const few = scatterAnswer({ inView: 3, missing: 2, drawn, rows: { total: 100, used: 40, doubtful: 1 } });
    expect(scatterSentence(few)).toBe(
      '3 of 11 points in view, each drawn · 2 rows left out without a value of h or w · 1 row that may be out of place left out · an even sample of 40 of 100 rows',
    );
  });

  it('is the cell under the pointer', () => {
    const colour = {
      kind: 'classes',
      name: 'c',
      classes: [{ class: OTHER_CLASS, label: '2 other values', count: 5 }],
    } as const;
    expect(hoverFacts(scatterAnswer({ colour }), plane, { x: 150, y: 50 })).toEqual([
      { name: 'here', value: '8 points' },
      { name: 'h', value: '≈ 1.500' },
      { name: 'w', value: '≈ 1.500' },
      { name: 'c', value: 'mostly 2 other values (62 %)' },
    ]);
    expect(hoverFacts(scatterAnswer({ colour }), plane, { x: 150, y: 150 })).toBeNull();
    expect(hoverFacts(scatterAnswer({ colour }), plane, { x: 250, y: 150 })).toBeNull();
  });

  const POINTS = scatterAnswer({
    colour: { kind: 'values', name: 'v', type: 'number', low: 0, high: 9, min: 0, max: 9 },
    drawn: {
      how: 'points',
      x: Float64Array.of(0.5, 1),
      y: Float64Array.of(0.5, 1),
      colour: Float64Array.of(4, NaN),
      row: Float64Array.of(17, 18),
    },
  });

  it('is the nearest point with its row', () => {
    expect(hoverFacts(POINTS, plane, { x: 52, y: 152 })).toEqual([
      { name: 'row', value: '17' },
      { name: 'h', value: '0.5000' },
      { name: 'w', value: '0.5000' },
      { name: 'v', value: '4' },
    ]);
    expect(hoverFacts(POINTS, plane, { x: 100, y: 100 })?.[3]).toEqual({ name: 'v', value: 'missing' });
    expect(hoverFacts(POINTS, plane, { x: 75, y: 125 })).toBeNull();
  });

  it('does not move its plane while the view does', () => {
    expect(axisBox(400, 300, 'number')).toEqual({ left: 66, top: 22, width: 320, height: 238 });
  });
});

const NUMBERS: BinnedColumn = {
  name: 'n',
  type: 'number',
  shape: 'bins',
  missing: 0,
  bad: 0,
  low: 0,
  high: 4,
  counts: [3, 1],
  byClass: [
    [2, 0],
    [1, 1],
  ],
};
const CATEGORIES: BarColumn = {
  name: 'w',
  type: 'category',
  shape: 'bars',
  missing: 0,
  bad: 0,
  words: ['a', 'b', 'c', 'd'],
  counts: [9, 5, 3, 1],
  other: { count: 4, words: 2 },
  byClass: [[9, 5, 3, 1, 4]],
};

describe('histograms', () => {
  it('have one bar a bin, and one for all other words', () => {
    expect(toBars(NUMBERS)).toEqual([
      { from: 0, to: 0.5, count: 3, parts: [2, 1], label: '0 to 2' },
      { from: 0.5, to: 1, count: 1, parts: [0, 1], label: '2 to 4' },
    ]);
    expect(toBars(CATEGORIES)[4]).toMatchObject({ count: 4, parts: [4], label: '2 other values' });
  });

  it('show as many words as can be read, and the rest together', () => {
    const box = { left: 100, top: 0, width: 100, height: 46 };
    const bars = shownBars(CATEGORIES, box);
    expect(bars.map(({ label, count }) => [label, count])).toEqual([
      ['a', 9],
      ['b', 5],
      ['4 other values', 8],
    ]);
    expect(at(bars, 2).parts).toEqual([8]);
    expect(shownBars(CATEGORIES, { ...box, height: 400 })).toHaveLength(5);
  });

  it('find the bar under the pointer', () => {
    const box = histogramBox(NUMBERS, 216, 124, true);
    expect(box).toEqual({ left: 8, top: 6, width: 200, height: 100 });
    expect(barAt(NUMBERS, box, { x: 10, y: 50 })).toBe(0);
    expect(barAt(NUMBERS, box, { x: 150, y: 50 })).toBe(1);
    expect(barAt(NUMBERS, box, { x: 230, y: 50 })).toBeNull();
    expect(barAt(NUMBERS, box, { x: 150, y: 120 })).toBeNull();
    expect(barAt(CATEGORIES, { left: 100, top: 0, width: 100, height: 400 }, { x: 20, y: 30 })).toBe(1);
  });
});

describe('correlations', () => {
  const answer: CorrelationAnswer = {
    kind: 'correlation',
    rows: { total: 9, used: 9, doubtful: 0 },
    method: 'pearson',
    from: 9,
    columns: ['a', 'b'],
    values: Float64Array.of(1, -0.51234, -0.51234, NaN),
    pairs: Float64Array.of(9, 1234, 1234, 8),
    leftOut: [],
  };

  it('are written in few letters', () => {
    expect([1, -1, 0.5, -0.126, -0.001, 0, NaN].map(correlationText)).toEqual([
      '1',
      '\u22121',
      '0.50',
      '\u22120.13',
      '0.00',
      '0.00',
      '–',
    ]);
    expect(cellSentence(answer, 0, 1)).toBe('a and b: \u22120.5123 over 1,234 rows with both');
    expect(cellSentence(answer, 1, 1)).toContain('does not vary');
  });

  it('have the colours of a fixed scale, and writing that reads on them', () => {
    expect(correlationColours(TOKENS, 1)).toEqual({ back: [0, 0, 255], ink: '#ffffff' });
    expect(correlationColours(TOKENS, 0)).toEqual({ back: [255, 255, 255], ink: '#000000' });
    expect(correlationColours(TOKENS, -1).back).toEqual([255, 0, 0]);
    expect(correlationColours(TOKENS, NaN).back).toEqual([255, 255, 255]);
  });

  it('are reached by the arrow keys', () => {
    expect(cellAfterKey('ArrowRight', { row: 0, column: 0 }, 2)).toEqual({ row: 0, column: 1 });
    expect(cellAfterKey('ArrowRight', { row: 0, column: 1 }, 2)).toEqual({ row: 0, column: 1 });
    expect(cellAfterKey('ArrowUp', { row: 1, column: 1 }, 2)).toEqual({ row: 0, column: 1 });
    expect(cellAfterKey('Tab', { row: 1, column: 1 }, 2)).toBeNull();
    expect([cellSide(2, 1000, 800, 150), cellSide(100, 1000, 800, 150), cellSide(10, 700, 800, 150)]).toEqual(
      [72, 18, 55],
    );
  });
});

describe('the summary', () => {
  const column = (name: string, mean: number | null): Parameters<typeof sortedSummaries>[0][number] => ({
    name,
    type: mean === null ? 'category' : 'number',
    count: 1,
    missing: 0,
    bad: 0,
    mean,
    std: null,
    min: null,
    q1: null,
    median: null,
    q3: null,
    max: null,
    distinct: 1,
    distinctAtLeast: false,
    mostFrequent: mean === null ? { value: 'x', count: 4 } : null,
  });
  const columns = [column('c10', 3), column('c9', null), column('c1', -5)];
  const names = (order: Parameters<typeof sortedSummaries>[1]): string[] =>
    sortedSummaries(columns, order).map(({ name }) => name);

  it('is sorted by any figure, what lacks it at the end', () => {
    expect(names({ key: 'mean', isDescending: false })).toEqual(['c1', 'c10', 'c9']);
    expect(names({ key: 'mean', isDescending: true })).toEqual(['c10', 'c1', 'c9']);
    expect(names({ key: 'name', isDescending: false })).toEqual(['c1', 'c9', 'c10']);
    expect(names({ key: 'mostFrequent', isDescending: false })[0]).toBe('c9');
    expect(names({ key: null, isDescending: false })).toEqual(['c10', 'c9', 'c1']);
  });

  it('goes from ascending to descending to the order of the file', () => {
    const once = nextOrder({ key: 'max', isDescending: true }, 'min');
    const twice = nextOrder(once, 'min');
    expect([once, twice, nextOrder(twice, 'min')]).toEqual([
      { key: 'min', isDescending: false },
      { key: 'min', isDescending: true },
      { key: null, isDescending: false },
    ]);
  });
});
