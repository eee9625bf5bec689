import { describe, expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import {
  cellText,
  columnEdges,
  heldColumns,
  laneLeft,
  leftFor,
  mostColumns,
  RowScroll,
  visibleColumns,
} from './table-layout';

const row = (...cells: string[]): { line: number; cells: string[]; doubt: null; bad: [] } => ({
  line: 1,
  cells,
  doubt: null,
  bad: [],
});

describe('columns', () => {
  const edges = Float64Array.of(0, 100, 150, 400, 420);

  it('are as wide as their names and cells need, within bounds', () => {
    const widths = columnEdges(
      ['a', 'a name of forty letters, as good as all'],
      [row('1', 'x'), row('2', 'y')],
    );
    expect(widths[1]).toBe(81);
    expect(at(widths, 2) - at(widths, 1)).toBe(260);
    const long = columnEdges(['a'], [row('x'.repeat(1_000_000))]);
    expect(long[1]).toBe(260);
  });

  it('in sight are those that the view touches', () => {
    expect(visibleColumns(edges, 0, 100)).toEqual({ first: 0, end: 1 });
    expect(visibleColumns(edges, 99, 2)).toEqual({ first: 0, end: 2 });
    expect(visibleColumns(edges, 160, 10)).toEqual({ first: 2, end: 3 });
    expect(visibleColumns(edges, 0, 9999)).toEqual({ first: 0, end: 4 });
    expect(visibleColumns(edges, 500, 50)).toEqual({ first: 3, end: 4 });
    expect(visibleColumns(Float64Array.of(0), 0, 100)).toEqual({ first: 0, end: 0 });
  });

  it('of five thousand, few are in sight', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `column${i}`);
    const { first, end } = visibleColumns(columnEdges(names, []), 200_000, 800);
    expect(end - first).toBeLessThan(12);
  });

  it('in the page are as many wherever the table is scrolled to, and all in sight are of them', () => {
    // Widths 100, 50, 250, 20: a view of 60 px touches three where it lies over the second one.
    expect([10, 50, 51, 60, 260, 1000].map((viewPx) => mostColumns(edges, viewPx))).toEqual([
      2, 2, 3, 3, 3, 4,
    ]);
    expect(mostColumns(edges, 0)).toBe(0);
    expect(mostColumns(Float64Array.of(0), 100)).toBe(0);
    for (let viewPx = 1; viewPx < 450; viewPx += 37) {
      const slots = mostColumns(edges, viewPx);
      let most = 0;
      for (let leftPx = 0; leftPx <= 420 - viewPx; leftPx += 0.25) {
        const visible = visibleColumns(edges, leftPx, viewPx);
        const held = heldColumns(edges, slots, { leftPx, viewPx });
        most = Math.max(most, visible.end - visible.first);
        expect(held.end - held.first).toBe(slots);
        expect(held.first).toBeLessThanOrEqual(visible.first);
        expect(held.end).toBeGreaterThanOrEqual(visible.end);
      }
      if (viewPx < 400) expect(slots).toBe(most);
    }
  });

  it('lie in lanes whose beginnings are never far', () => {
    const wide = Float64Array.from({ length: 10_001 }, (_, i) => 260 * i);
    expect([0, 63, 64, 9_999].map((column) => laneLeft(wide, column))).toEqual([0, 0, 16_640, 2_595_840]);
  });

  it('are brought into sight by the shortest way', () => {
    expect(leftFor(edges, 1, 0, 200)).toBe(0);
    expect(leftFor(edges, 3, 0, 200)).toBe(220);
    expect(leftFor(edges, 0, 120, 200)).toBe(0);
    expect(leftFor(edges, 2, 0, 200)).toBe(150);
  });
});

describe(RowScroll, () => {
  it('is true to the pixel for a table that a browser can hold', () => {
    const scroll = new RowScroll(1000, 26, 260);
    expect(scroll.isScaled).toBe(false);
    expect(scroll.toTop(13)).toBe(13);
    expect(scroll.visibleRows(13)).toEqual({ first: 0, end: 11 });
    expect(scroll.toTop(1e9)).toBe(1000 * 26 - 260);
  });

  it('reaches the first and the last of ten million rows, and every one between', () => {
    const scroll = new RowScroll(10_000_000, 26, 520);
    expect(scroll.totalPx).toBe(15_000_000);
    expect(scroll.visibleRows(scroll.toTop(0)).first).toBe(0);
    expect(scroll.visibleRows(scroll.toTop(15_000_000 - 520)).end).toBe(10_000_000);
    const top = scroll.topFor(6_543_210, 0);
    const { first, end } = scroll.visibleRows(top);
    expect(first).toBeLessThanOrEqual(6_543_210);
    expect(end).toBeGreaterThan(6_543_210);
    expect(scroll.toTop(scroll.toScroll(top))).toBeCloseTo(top, 3);
  });

  it('brings a near row in by the shortest way, a far one to the middle', () => {
    const scroll = new RowScroll(1000, 10, 100);
    expect(scroll.topFor(5, 0)).toBe(0);
    expect(scroll.topFor(10, 0)).toBe(10);
    expect(scroll.topFor(9, 100)).toBe(90);
    expect(scroll.topFor(500, 0)).toBe(4955);
    expect(scroll.topFor(999, 0)).toBe(9900);
  });

  it('shows nothing of an empty table', () => {
    expect(new RowScroll(0, 26, 300).visibleRows(0)).toEqual({ first: 0, end: 0 });
  });
});

it('writes a cell in one line and not without end', () => {
  expect(cellText('a\r\nb\tc')).toBe('a ↵ b ⇥ c');
  expect(cellText('x'.repeat(1_000_000))).toHaveLength(301);
});
