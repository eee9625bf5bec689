import { describe, expect, it } from 'vitest';
import { present } from '../../../../src-shared/present';
import { Rng } from '../../numeric/rng';
import { RowBlocks } from './blocks';

const ROWS = 1003;
const SIZE = 10;

function arranged(blocks: RowBlocks, seed: number, count: number): number[] {
  const order = new Int32Array(ROWS).fill(-1);
  blocks.arrange(order, new Rng(seed));
  expect(order.subarray(count).every((row) => row === -1)).toBe(true);
  return [...order.subarray(0, count)];
}

describe('rows in blocks', () => {
  it('come each once, neighbours together, in an order that the seed decides', () => {
    const blocks = new RowBlocks(new Uint8Array(ROWS), SIZE);
    const order = arranged(blocks, 1, ROWS);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: ROWS }, (_, row) => row));
    const begins = order.filter((row, i) => row !== order[i - 1] + 1);
    // Now and then two blocks that lie side by side come one after the other.
    expect(begins.length).toBeGreaterThan(90);
    expect(begins.every((row) => row % SIZE === 0)).toBe(true);
    expect(begins).not.toEqual([...begins].sort((a, b) => a - b));
    expect(arranged(blocks, 1, ROWS)).toEqual(order);
    expect(arranged(blocks, 2, ROWS)).not.toEqual(order);
  });

  it('are those that are not left out, also when some come back', () => {
    const isOut = new Uint8Array(ROWS);
    const blocks = new RowBlocks(isOut, SIZE);
    for (let row = 0; row < ROWS; row += 3) isOut[row] = 1;
    const left = arranged(blocks, 1, 668);
    expect(left.filter((row) => row % 3 === 0)).toEqual([]);
    isOut[500] = 1;
    expect(arranged(blocks, 1, 667)).not.toContain(500);
    isOut[500] = 0;
    isOut[999] = 0;
    blocks.haveComeBack();
    expect(arranged(blocks, 1, 669)).toEqual(expect.arrayContaining([500, 999]));
  });

  it('are for features that no cache holds', () => {
    expect(RowBlocks.of(new Uint8Array(41_000), 100)).toBeNull();
    expect(RowBlocks.of(new Uint8Array(42_000), 100)).not.toBeNull();
    expect(RowBlocks.of(new Uint8Array(2_000_000), 2)).toBeNull();
  });

  it('of one row each are rows in random order, where rows are long', () => {
    const blocks = present(RowBlocks.of(new Uint8Array(50), 100_000));
    const order = new Int32Array(50);
    blocks.arrange(order, new Rng(1));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row));
    expect([...order]).not.toEqual(Array.from({ length: 50 }, (_, row) => row));
  });
});
