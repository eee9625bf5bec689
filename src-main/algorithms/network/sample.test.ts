import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTrainingData } from '../../testing/data';
import { drawSample } from './sample';

/** Rows whose only feature is their place; the last `held` are validation rows. */
function places(rows: number, held: number, weights: number[] | null = null) {
  const all = Array.from({ length: rows }, (_, row) => row);
  return toTrainingData(
    all.map((row) => [row, -row]),
    all,
    rows - held,
    weights,
  );
}
const rowsOf = (sample: ReturnType<typeof drawSample>): number[] =>
  Array.from({ length: sample.rows }, (_, i) => sample.features[2 * i]!);

describe('the rows that a network is measured on', () => {
  it('are as many of each part as were asked for, each once, in their order, with what belongs to them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.nat({ max: 100 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat({ max: 200 }),
        fc.nat(),
        (trainRows, held, training, validation, seed) => {
          const sizes = {
            trainRows: Math.min(training, trainRows),
            validationRows: Math.min(validation, held),
          };
          const sample = drawSample(places(trainRows + held, held), sizes, seed);
          const drawn = rowsOf(sample);
          expect(drawn.filter((row) => row < trainRows)).toHaveLength(sizes.trainRows);
          expect(drawn).toHaveLength(sizes.trainRows + sizes.validationRows);
          expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
          expect([...(sample.target ?? [])]).toEqual(drawn);
          expect(sample.trainRows).toBe(sizes.trainRows);
          expect(rowsOf(drawSample(places(trainRows + held, held), sizes, seed))).toEqual(drawn);
        },
      ),
    );
  });

  it('are each as likely as any other', () => {
    const counts = new Array<number>(20).fill(0);
    const sizes = { trainRows: 5, validationRows: 0 };
    for (let seed = 0; seed < 4000; seed++)
      for (const row of rowsOf(drawSample(places(20, 0), sizes, seed))) counts[row]!++;
    // 1,000 each, with a standard deviation of 27.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  it('are none that count for nothing, as long as there are others', () => {
    const weights = Array.from({ length: 100 }, (_, row) => (row % 3 === 0 ? 2 : 0));
    const sample = drawSample(places(100, 40, weights), { trainRows: 30, validationRows: 10 }, 1);
    expect(rowsOf(sample).every((row) => row % 3 === 0)).toBe(true);
    // The twenty training rows that count, and ten of the fourteen validation rows.
    expect([sample.trainRows, sample.rows]).toEqual([20, 30]);
    expect(sample.weights).toEqual(new Float64Array(30).fill(2));
    const nothing = new Array<number>(100).fill(0);
    expect(drawSample(places(100, 40, nothing), { trainRows: 3, validationRows: 2 }, 1).rows).toBe(5);
  });
});
