import { describe, expect, it } from 'vitest';
import type { RowPage, TableRow } from '../../../../src-shared/dataset/look';
import { fail } from '../../../../src-shared/errors';
import { FakeApi, settled } from '../../../testing/fake-api';
import { RowPages } from './row-pages.svelte';

/** Row `i` is on this line: every tenth row takes three lines. */
const findLine = (row: number): number => 3 + row + 2 * Math.floor((row + 9) / 10);

function row(index: number): TableRow {
  return { line: findLine(index), cells: [String(index)], doubt: null, bad: [] };
}

function page(from: number, count: number, total: number, isExact = true): RowPage {
  const length = Math.max(0, Math.min(count, total - from));
  const rows = Array.from({ length }, (_, i) => row(from + i));
  return { from, rows, totalRows: total, totalIsExact: isExact };
}

function setUp({
  total = 100_000,
  estimate = total,
  width = 3,
}: { total?: number; estimate?: number; width?: number } = {}): {
  fake: FakeApi;
  pages: RowPages;
  requests: () => number[];
} {
  const fake = new FakeApi();
  fake.answer('datasetsRows', ({ from, count }: { from: number; count: number }) => page(from, count, total));
  const first = page(0, 200, total);
  const pages = new RowPages(
    fake.api,
    { path: '/a.csv' },
    { ...first, totalRows: estimate, totalIsExact: estimate === total },
    width,
  );
  return {
    fake,
    pages,
    requests: () => fake.calls.map(({ request }) => (request as { from: number }).from),
  };
}

describe(RowPages, () => {
  it('has the first page at once and fetches the rest in blocks', async () => {
    const { pages, requests } = setUp();
    expect(pages.row(199)?.cells).toEqual(['199']);
    expect(pages.row(200)).toBeNull();
    pages.request(150, 450);
    await settled();
    expect(requests()).toEqual([200, 400]);
    expect(pages.row(449)?.cells).toEqual(['449']);
    pages.request(150, 450);
    expect(requests()).toHaveLength(2);
  });

  it('never asks for what scrolled by while others were on their way', async () => {
    const { fake, pages, requests } = setUp();
    const waiting: (() => void)[] = [];
    fake.answer(
      'datasetsRows',
      ({ from, count }: { from: number; count: number }) =>
        new Promise((resolve) => {
          waiting.push(() => {
            resolve(page(from, count, 100_000));
          });
        }),
    );
    pages.request(1000, 2000);
    pages.request(30_000, 30_100);
    pages.request(90_000, 90_050);
    expect(requests()).toEqual([1000, 1200]);
    waiting[0]?.();
    waiting[1]?.();
    await settled();
    expect(requests()).toEqual([1000, 1200, 90_000]);
  });

  it('keeps few blocks of a wide table, the first one always', async () => {
    const { pages, requests } = setUp({ width: 5000 });
    for (let from = 1000; from < 3000; from += 10) {
      pages.request(from, from + 10);
      await settled();
    }
    expect(requests()).toHaveLength(200);
    expect(pages.row(0)).not.toBeNull();
    expect(pages.row(2990)).not.toBeNull();
    expect(pages.row(1000)).toBeNull();
  });

  it('takes the number of rows that the last page or the profile tells', async () => {
    const { pages } = setUp({ total: 1234, estimate: 2000 });
    expect([pages.total, pages.isExact]).toEqual([2000, false]);
    pages.request(1200, 1300);
    await settled();
    expect([pages.total, pages.isExact]).toEqual([1234, true]);
    pages.setTotal(1233);
    expect(pages.total).toBe(1233);
  });

  it('says why rows are not there and asks once', async () => {
    const { fake, pages } = setUp();
    fake.answer('datasetsRows', () => {
      throw fail('file-missing', 'a.csv is gone.');
    });
    pages.request(500, 520);
    await settled();
    pages.request(500, 520);
    await settled();
    expect(pages.error?.message).toBe('a.csv is gone.');
    expect(fake.called('datasetsRows')).toBe(1);
    fake.answer('datasetsRows', ({ from, count }: { from: number; count: number }) =>
      page(from, count, 9000),
    );
    pages.retry();
    await settled();
    expect(pages.error).toBeNull();
    expect(pages.row(500)).not.toBeNull();
  });

  it('finds the row of any line, of a row’s second line and past both ends', async () => {
    const { pages, fake } = setUp();
    for (const line of [0, 1, 9, 10, 11, 250, 77_777, 99_999]) {
      expect(await pages.rowOfLine(findLine(line))).toBe(line);
    }
    // Row 10 begins on line 15 and row 11 on line 18.
    expect(findLine(11) - findLine(10)).toBe(3);
    expect(await pages.rowOfLine(findLine(10) + 1)).toBe(10);
    expect(await pages.rowOfLine(1)).toBe(0);
    expect(await pages.rowOfLine(10_000_000)).toBe(99_999);
    expect(fake.called('datasetsRows')).toBeLessThan(60);
  });

  it('finds no row in a table without rows', async () => {
    expect(await setUp({ total: 0 }).pages.rowOfLine(3)).toBeNull();
  });
});
