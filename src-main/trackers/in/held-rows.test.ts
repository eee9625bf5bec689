import { describe, expect, it } from 'vitest';
import { HeldRows } from './held-rows';

type Row = readonly [step: number, values: Readonly<Record<string, number>>];

function takeAll(rows: HeldRows, left = 0): Row[] {
  const taken: Row[] = [];
  while (rows.count > left) {
    const values: Record<string, number> = {};
    const { step } = rows.take((name, value) => {
      values[rows.names[name] ?? ''] = value;
    });
    taken.push([step, values]);
  }
  return taken;
}

describe('rows that wait', () => {
  it('are of one step each, and begin anew where a name comes again', () => {
    const rows = new HeldRows();
    const [loss, rate] = [rows.number('loss'), rows.number('rate')];
    expect(rows.number('loss')).toBe(loss);
    for (const [step, name, value] of [
      [0, loss, 1],
      [0, rate, 2],
      [1, loss, NaN],
      [1, loss, 4],
      [1, rate, 5],
      [0, rate, 6],
    ] as const)
      rows.put(step, 0, name, value);
    expect([rows.count, rows.firstStep]).toEqual([4, 0]);
    expect(takeAll(rows)).toEqual([
      [0, { loss: 1, rate: 2 }],
      [1, { loss: NaN }],
      [1, { loss: 4, rate: 5 }],
      [0, { rate: 6 }],
    ]);
    expect(rows.firstStep).toBeUndefined();
    // What was taken gets no more values.
    rows.put(0, 0, loss, 7);
    expect(takeAll(rows)).toEqual([[0, { loss: 7 }]]);
  });

  it('come out as they went in, however many and however few wait', () => {
    const rows = new HeldRows();
    const names = ['a', 'b', 'c'].map((name) => rows.number(name));
    const put: Row[] = [];
    const taken: Row[] = [];
    for (let step = 0; step < 20_000; step++) {
      const values: Record<string, number> = {};
      for (const [i, name] of names.entries()) {
        if (step % (i + 1) !== 0) continue;
        values['abc'.charAt(i)] = step * (i + 1);
        rows.put(step, step / 10, name, step * (i + 1));
      }
      put.push([step, values]);
      // Up to six thousand wait, then one hundred.
      if (rows.count > 6000) taken.push(...takeAll(rows, 100));
      if (step > 15_000) taken.push(...takeAll(rows, 1));
    }
    taken.push(...takeAll(rows));
    expect(taken).toEqual(put);
  });
});
