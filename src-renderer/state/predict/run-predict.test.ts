import { describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import type { BenchtopApi } from '../../api/client';
import { RunPredict } from './run-predict.svelte';

/** A main process whose model doubles its input, or at another step multiplies it by 20. */
function fakeMain() {
  const api = {
    runsPredict: ({
      rows,
      step,
    }: {
      rows: { inputs?: number[]; cells?: string[] }[];
      step: number | null;
    }) => {
      const answered = rows.map((row) => {
        const x = row.inputs?.[0] ?? Number(row.cells?.[0]);
        const output = (step === null ? 2 : 20) * x;
        return { cells: [String(x)], inputs: [x], answer: [output], prediction: { input: { x }, output } };
      });
      return Promise.resolve({
        ok: true,
        value: { step: 5, columns: ['output'], rows: answered, steps: null },
      });
    },
  };
  return api as unknown as BenchtopApi;
}

describe(RunPredict, () => {
  it('collects answers and asks again for another model', async () => {
    const predict = new RunPredict(fakeMain(), 'run-00000001');
    expect(await predict.add([3])).toBe(true);
    await predict.addTyped(['4']);
    expect(predict.results.map(({ output }) => output)).toEqual([6, 8]);
    expect([predict.columns, predict.rows.map(({ answer }) => answer)]).toEqual([['output'], [[6], [8]]]);
    await predict.use(500);
    expect([predict.step, predict.results.map(({ output }) => output)]).toEqual([500, [60, 80]]);
    predict.remove(at(predict.rows, 0));
    expect(predict.results.map(({ output }) => output)).toEqual([80]);
  });
});
