import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticMeasuring, measuringAll, measuringSchema, type MeasuringQuestion } from './measuring';

/** A network of 60-64-2 on 300,000 rows, in batches of 256: 1,172 steps are an epoch. */
const LARGE: MeasuringQuestion = {
  trainRows: 300_000,
  validationRows: 0,
  width: 60,
  stepNs: 600_000,
  rowNs: 900,
  training: { steps: 1172, epochs: null, batchSize: 256, checkpointEvery: 500 },
};
const of = (change: Partial<MeasuringQuestion>): ReturnType<typeof automaticMeasuring> =>
  automaticMeasuring({ ...LARGE, ...change });

describe('automatic measuring', () => {
  it('is on all rows every ten steps, or once an epoch, where that is cheap', () => {
    const four = { trainRows: 4, width: 2, stepNs: 1000, rowNs: 20 };
    expect(of({ ...four, training: { ...LARGE.training, steps: 5000, batchSize: null } })).toEqual(
      measuringAll(10),
    );
    const epochs = { steps: 5000, epochs: 200, batchSize: 32, checkpointEvery: 500 };
    const iris = { trainRows: 120, validationRows: 30, width: 4, stepNs: 30_000, rowNs: 400 };
    expect(of({ ...iris, training: epochs })).toEqual(measuringAll(4));
    // Ten epochs have twenty figures, not ten.
    expect(of({ ...iris, training: { ...epochs, epochs: 10 } })).toEqual(measuringAll(2));
    expect(of({ ...iris, training: { ...epochs, batchSize: null } })).toEqual(measuringAll(1));
  });

  it('is on a sample where a look at all rows costs as much as the steps between two', () => {
    // 24 looks at 4,096 rows of 0.9 µs are 88 ms, of 8,192 rows more than a tenth of a second.
    expect(of({})).toEqual({
      logEvery: 50,
      sample: { trainRows: 4096, validationRows: 0 },
      fullEvery: null,
    });
    // 58 steps are a twentieth of the epoch, as runs of few epochs are logged.
    expect(of({ training: { ...LARGE.training, epochs: 1 } }).logEvery).toBe(58);
  });

  it('takes of each part what it has, and a larger sample where training pays for it', () => {
    const long = { steps: 0, epochs: 13, batchSize: 512, checkpointEvery: 500 };
    // 13 epochs of 528 steps of 1.2 ms: a twentieth of the run are 458 ms, 17.6 ms for each of 26 looks.
    expect(of({ trainRows: 270_000, validationRows: 3000, stepNs: 1_200_000, training: long })).toEqual({
      logEvery: 264,
      sample: { trainRows: 8192, validationRows: 3000 },
      // A look at all rows takes 246 ms: one fits, at step 5,000 of 6,864.
      fullEvery: 5000,
    });
    // So many features that half of it fills what is held of a sample.
    expect(of({ stepNs: 1e8, width: 500 }).sample).toEqual({ trainRows: 4096, validationRows: 0 });
    expect(of({ stepNs: 1e8, width: 5000 }).sample).toEqual({ trainRows: 2048, validationRows: 0 });
  });

  it('is on all rows of a small table whatever it costs, but less often', () => {
    const small = { trainRows: 8000, validationRows: 2000, rowNs: 5000, stepNs: 10_000 };
    // A look takes 50 ms: twenty a second.
    expect(of({ ...small, training: { ...LARGE.training, steps: 1000 } })).toEqual(measuringAll(50));
    expect(of({ ...small, rowNs: 1e6, training: { ...LARGE.training, steps: 1000 } })).toEqual(
      measuringAll(1000),
    );
  });

  const questions = fc.record({
    trainRows: fc.integer({ min: 1, max: 3_000_000 }),
    validationRows: fc.integer({ min: 0, max: 500_000 }),
    width: fc.integer({ min: 1, max: 3000 }),
    stepNs: fc.integer({ min: 800, max: 1e9 }),
    rowNs: fc.integer({ min: 5, max: 1e6 }),
    training: fc.record({
      steps: fc.integer({ min: 1, max: 1e7 }),
      epochs: fc.option(fc.integer({ min: 1, max: 500 })),
      batchSize: fc.option(fc.integer({ min: 1, max: 100_000 })),
      checkpointEvery: fc.constantFrom(0, 1, 500, 100_000),
    }),
  });

  it('takes a tenth of a run at most besides its last look, or next to nothing', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { training, trainRows, validationRows, stepNs, rowNs } = question;
        const found = automaticMeasuring(question);
        expect(measuringSchema.parse(found)).toEqual(found);
        const { logEvery, sample, fullEvery } = found;
        const rows = trainRows + validationRows;
        const each =
          training.batchSize === null || training.batchSize >= trainRows
            ? 1
            : Math.ceil(trainRows / training.batchSize);
        const steps = training.epochs === null ? training.steps : Math.min(1e8, training.epochs * each);
        const isSampled = sample !== null;
        const looks = Math.ceil(steps / logEvery) - 1;
        const logged = isSampled ? sample.trainRows + sample.validationRows : rows;
        const full = fullEvery === null ? 0 : Math.floor((steps - 1) / fullEvery);
        const spentNs = (looks * logged + full * rows) * rowNs;
        const freeNs = rows <= 10_000 ? 1e9 : isSampled ? 2e8 : 2.5e8;
        expect(spentNs).toBeLessThanOrEqual(Math.max(freeNs, (steps * stepNs) / 9) * 1.000001);
        if (rows <= 10_000) expect(sample).toBeNull();
        if (!isSampled) expect(fullEvery).toBeNull();
        else {
          expect(sample.trainRows).toBeLessThanOrEqual(Math.min(8192, trainRows));
          expect(sample.validationRows).toBeLessThanOrEqual(Math.min(8192, validationRows));
          expect(logged).toBeLessThan(rows);
          expect(sample.validationRows === 0).toBe(validationRows === 0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('does not measure a longer training less often than a shorter one', () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 2, max: 5 }), (question, times) => {
        const { stepNs } = question;
        const [quick, slow] = [question, { ...question, stepNs: stepNs * times }].map(automaticMeasuring);
        expect(slow!.logEvery).toBeLessThanOrEqual(quick!.logEvery);
      }),
    );
  });
});
