import { describe, expect, it } from 'vitest';
import { axis } from '../lines/axis';
import { readingsAt, tableRows } from './pointed';
import { prepareCurve } from './prepare';

const curve = (id: string, values: readonly number[], smoothing = 0): ReturnType<typeof prepareCurve> =>
  prepareCurve(
    {
      id,
      runId: id,
      label: id,
      colour: 'red',
      dashed: false,
      x: Float64Array.of(0, 1, 2),
      y: Float64Array.from(values),
      points: {
        step: Float64Array.of(0, 100, 200),
        elapsedMs: Float64Array.of(0, 40, 90),
        stepsPerEpoch: 50,
      },
    },
    { smoothing, logX: false, logY: false },
  );
const y = axis([0, 10], false, 100, 0);
const names = (rows: readonly { readonly curve: { readonly id: string } }[]): string[] =>
  rows.map(({ curve: { id } }) => id);

describe(readingsAt, () => {
  it('say step, epoch and time of each point', () => {
    expect(readingsAt([curve('a', [1, 2, 3])], 1.2)).toMatchObject([
      { x: 1, value: 2, raw: null, point: { step: 100, epoch: 2, elapsedMs: 40 } },
    ]);
  });

  it('say them of the right points where a logarithmic axis begins later', () => {
    const options = { smoothing: 0, logX: true, logY: false };
    const { points, xStep, line, raw, ...source } = curve('a', [1, 2, 3]);
    expect([xStep, line.values.length, raw]).toEqual([1, 3, null]);
    const logged = prepareCurve({ ...source, y: Float64Array.of(1, 2, 3), points: points! }, options);
    expect(readingsAt([logged], 1)[0]!.point).toEqual({ step: 100, epoch: 2, elapsedMs: 40 });
  });

  it('have the logged value beside the smoothed one', () => {
    const [reading] = readingsAt([curve('a', [1, 2, 9], 0.5)], 2);
    expect(reading!.raw).toBe(9);
    expect(reading!.value).toBeLessThan(9);
  });
});

describe(tableRows, () => {
  const readings = readingsAt(
    [curve('low', [1, 1, 1]), curve('high', [9, 9, 9]), curve('middle', [5, 5, 5])],
    1,
  );

  it('are from the largest down, or from the pointer away', () => {
    expect(names(tableRows(readings, 55, y, 12).rows)).toEqual(['high', 'middle', 'low']);
    expect(names(tableRows(readings, 75, y, 12, 'distance').rows)).toEqual(['low', 'middle', 'high']);
    expect(names(tableRows(readings, 48, y, 12, 'distance').rows)).toEqual(['middle', 'high', 'low']);
  });

  it('are by value where there is no pointer', () => {
    expect(names(tableRows(readings, null, y, 12, 'distance').rows)).toEqual(['high', 'middle', 'low']);
  });

  it('are the nearest ones where there is no room for all', () => {
    const { rows, more } = tableRows(readings, 95, y, 2);
    expect([names(rows), more]).toEqual([['middle', 'low'], 1]);
  });
});
