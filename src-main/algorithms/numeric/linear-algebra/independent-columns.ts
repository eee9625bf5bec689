import { BLOCK_ROWS, ColumnBlock } from './column-block';
import type { ColumnMoments } from './column-moments';
import { BlockQr, reduceTriangle } from './qr';
import { rowBlocks, type WeightedRows, type Work } from './weighted-rows';

/**
 * Columns of the design (0 is the constant, 1 + j feature j) that are no combination of columns before
 * them, ascending, by QR of the weighted rows.
 */
export function* independentColumns(data: WeightedRows, moments: ColumnMoments): Work<Int32Array> {
  const { rows, width, weights } = data;
  const columns = 2 + width;
  // The last column stays 0: nothing is solved for.
  const block = new ColumnBlock(data, moments, 1);
  const qr = new BlockQr(columns);
  yield* rowBlocks(rows, columns * columns, BLOCK_ROWS, (from, to) => {
    block.read(from, to);
    if (weights !== null) block.weigh(weights, from, to);
    qr.add(block.values, BLOCK_ROWS, to - from);
  });
  return reduceTriangle(qr.triangle, columns, Float64Array.of(0, ...moments.noise)).kept;
}
