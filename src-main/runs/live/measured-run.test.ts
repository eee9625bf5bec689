import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Experiment, ExperimentInput } from '../../../src-shared/experiment/schema';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { xnorExperiment } from '../../testing/data';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('measured');

afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

const LAYERS = [
  { units: 64, activation: 'relu' },
  { units: 1, activation: 'sigmoid' },
] as const;

/** 9,000 training rows and 3,000 validation rows, of which 2,048 each are measured every 20 steps. */
function large(training: ExperimentInput['training'] = {}, model: object = {}): Experiment {
  return xnorExperiment({
    seed: 3,
    dataset: {
      kind: 'generated',
      generator: 'moons',
      params: { n: 12_000, noise: 0.3 },
      validationSplit: 0.25,
    },
    model: {
      kind: 'network',
      layers: [...LAYERS],
      loss: 'binaryCrossentropy',
      optimizer: { kind: 'adam', learningRate: 0.005 },
      ...model,
    } as ExperimentInput['model'],
    training: { steps: 1000, batchSize: 64, checkpointEvery: 100, engine: 'typed', ...training },
  });
}

async function train(
  { runs }: Program,
  experiment: Experiment,
  stopAt: number | null = null,
): Promise<StoredRun> {
  const { record } = await runs.start(experiment, null, { stopAt });
  return runs.whenOver(record.id);
}

/** metrics.csv without its times, which are others in each run. */
function readLog({ path }: StoredRun): string[] {
  const lines = readFileSync(join(path, 'metrics.csv'), 'utf8').trimEnd().split('\n');
  return lines.map((line) =>
    line
      .split(',')
      .filter((_, column) => column !== 1)
      .join(),
  );
}

describe('a run of many rows', () => {
  it('logs figures of a sample and says so, at checkpoints and its end those of all rows', async () => {
    const program = programs.start('large');
    const run = await train(program, large());
    const { record } = run;
    expect(record).toMatchObject({
      status: 'finished',
      experiment: { training: { logEvery: 'auto' } },
      measuring: {
        logEvery: 20,
        sample: { trainRows: 2048, validationRows: 2048 },
        fullEvery: 100,
      },
    });
    const [header, ...rows] = readLog(run);
    expect(header).toBe('step,loss,valLoss,accuracy,valAccuracy,rows,validationRows');
    expect(rows).toHaveLength(50);
    for (const row of rows) {
      const [step, ...cells] = row.split(',').map(Number);
      expect(cells.slice(4)).toEqual(step! % 100 === 0 ? [9000, 3000] : [2048, 2048]);
    }
    const { series, rowCounts } = await program.workspace.runs.logs.readMetrics(record.id);
    expect(Object.keys(series)).toEqual(['loss', 'valLoss', 'accuracy', 'valAccuracy']);
    expect(rowCounts?.['rows']?.at(-1)).toBe(9000);
    expect(Object.keys(record.metricRanges ?? {})).toEqual(Object.keys(series));

    // The same steps, measured on all rows as a person asks for it.
    const named = await train(program, large({ logEvery: 100 }));
    expect(named.record.measuring).toBeUndefined();
    expect(readLog(named)[0]).toBe('step,loss,valLoss,accuracy,valAccuracy');
    const all = rows.filter((row) => Number(row.split(',')[0]) % 100 === 0);
    expect(all.map((row) => row.split(',').slice(0, 5).join())).toEqual(readLog(named).slice(1));
    expect(record.summary).toEqual(named.record.summary);
    expect(record.isSummaryOfSample).toBeUndefined();
    expect(record.result).toEqual(named.record.result);
    expect(record.checkpoints.map(({ step, metrics }) => [step, metrics])).toEqual(
      named.record.checkpoints.map(({ step, metrics }) => [step, metrics]),
    );
  });

  it('that stopped and went on has the log of one that never did, and ends on all rows both times', async () => {
    const program = programs.start('stopped');
    const straight = await train(program, large({ steps: 300 }));
    const stopped = await train(program, large({ steps: 300 }), 130);
    expect(stopped.record).toMatchObject({
      status: 'stopped',
      steps: 130,
      measuring: straight.record.measuring,
    });
    // Its last logged step is of the sample; what is kept of it is not.
    const named = await train(program, large({ steps: 300, logEvery: 130 }), 130);
    expect(stopped.record.summary).toEqual(named.record.summary);
    expect(stopped.record.isSummaryOfSample).toBeUndefined();
    expect(stopped.record.checkpoints.at(-1)).toMatchObject({ step: 130, metrics: named.record.summary });
    const { id } = stopped.record;
    await program.runs.resume(id);
    const ended = await program.runs.whenOver(id);
    expect(readLog(ended)).toEqual(readLog(straight));
    expect(ended.record.summary).toEqual(straight.record.summary);
    const again = await program.runs.checks.start(id);
    await program.runs.whenOver(again.record.id);
    const checked = await program.runs.checks.whenChecked(again.record.id);
    expect(checked.record).toMatchObject({
      check: { outcome: 'same' },
      measuring: straight.record.measuring,
    });
  });

  it('has checkpoints of the sample where those of all rows would take more than a tenth of it', async () => {
    const program = programs.start('dense');
    const { record } = await train(program, large({ steps: 1000, checkpointEvery: 10 }));
    expect(record.measuring).toMatchObject({ logEvery: 20, fullEvery: 100 });
    const sampled = record.checkpoints.filter(({ isOfSample }) => isOfSample === true);
    // A step that is not logged has the figures of the one before, and the first has none.
    const ofAll = [0, 10];
    expect(sampled.map(({ step }) => step)).toEqual(
      record.checkpoints.flatMap(({ step }) => (ofAll.includes(step % 100) ? [] : [step])),
    );
    expect(record.checkpoints).toHaveLength(100);
  });

  it('stops early by the sample, and ends with the figures of the model that it keeps on all rows', async () => {
    const program = programs.start('early');
    const early = { earlyStopping: { patience: 60, minDelta: 0.02 }, checkpointEvery: 0 };
    const { record } = await train(program, large(early));
    const { bestStep } = record.result as { bestStep: number };
    expect(bestStep).toBe(record.steps - 60);
    const named = await train(program, large({ steps: bestStep, logEvery: bestStep, checkpointEvery: 0 }));
    expect(record.summary).toEqual(named.record.summary);
  });
});

it('a small table is measured on all rows at the steps that it always was, to the byte', async () => {
  const program = programs.start('small');
  const training = { steps: 400, checkpointEvery: 100, engine: 'typed' } as const;
  const auto = await train(program, xnorExperiment({ training }));
  const named = await train(program, xnorExperiment({ training: { ...training, logEvery: 10 } }));
  expect(auto.record.measuring).toEqual({ logEvery: 10, sample: null, fullEvery: null });
  expect(readLog(auto)).toEqual(readLog(named));
  expect(auto.record.summary).toEqual(named.record.summary);
  expect(auto.record.checkpoints.map(({ metrics }) => metrics)).toEqual(
    named.record.checkpoints.map(({ metrics }) => metrics),
  );
});
