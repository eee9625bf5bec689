import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkedExperiment } from '../../../src-shared/experiment/fork';
import { present } from '../../../src-shared/present';
import { readCheckpoint } from '../../files/checkpoint';
import { xnorExperiment } from '../../testing/data';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('fork-weights');
let program: Program;
let id: string;
beforeAll(async () => {
  program = programs.start('shared');
  const { runs } = program;
  const experiment = xnorExperiment({
    seed: 3,
    training: { steps: 400, logEvery: 10, checkpointEvery: 100, engine: 'typed' },
  });
  id = (await runs.start(experiment, null)).record.id;
  await runs.whenOver(id);
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const edits = [
  { layer: 0, input: 1, unit: 0, value: 2.5 },
  { layer: 1, input: null, unit: 0, value: -0.75 },
];

describe('a fork with weights set by hand', () => {
  it('begins with them, says which they are, and has nothing measured before they were set', async () => {
    const { runs, workspace } = program;
    const parent = runs.get(id);
    const forked = forkedExperiment(parent.record, 200);
    const { record } = await runs.fork(id, 200, forked, null, { weights: edits });
    const over = await runs.whenOver(record.id);
    expect(over.record.status).toBe('finished');
    const before = await readCheckpoint(parent.path, 'checkpoints/step-0000200');
    const after = await readCheckpoint(over.path, 'checkpoints/step-0000200');
    expect(over.record.editedWeights).toEqual([
      { ...edits[0], before: before.state.tensors['layer0/kernel']?.data[2] },
      { ...edits[1], before: before.state.tensors['layer1/bias']?.data[0] },
    ]);
    expect(after.state.tensors['layer0/kernel']?.data[2]).toBe(2.5);
    expect(after.state.tensors['layer1/bias']?.data[0]).toBe(-0.75);
    expect(after.state.tensors['layer0/kernel']?.data[0]).toBe(
      before.state.tensors['layer0/kernel']?.data[0],
    );
    expect(after.metrics).toEqual({});
    const [whole, branch] = await Promise.all(
      [id, record.id].map(async (run) => present(await workspace.runs.logs.readMetrics(run))),
    );
    const at = (step: number): number => present(branch).step.indexOf(step);
    expect([at(190) >= 0, at(200), at(210) >= 0]).toEqual([true, -1, true]);
    const row = present(whole).step.indexOf(210);
    expect(branch?.series['loss']?.[at(210)]).not.toBe(whole?.series['loss']?.[row]);
    // Run again, it begins with them too.
    const again = await runs.start(over.record.experiment, null, { again: record.id });
    const repeated = await runs.whenOver(again.record.id);
    expect(repeated.record.editedWeights).toEqual(over.record.editedWeights);
    expect(repeated.record.summary).toEqual(over.record.summary);
  });

  it('answers as the what-if did, and the run stays as it was', async () => {
    const { runs } = program;
    const cells = ['1', '0'];
    const whatIf = await runs.models.weightsWhatIf(id, 200, { edits, cells });
    expect(whatIf.frame.layers[0]?.kernel?.[2]).toBe(2.5);
    const { record } = await runs.fork(id, 200, forkedExperiment(runs.get(id).record, 200), null, {
      weights: edits,
    });
    await runs.whenOver(record.id);
    const asked = await runs.predictions.predict(
      { id: record.id, step: 200 },
      { kind: 'cells', points: [cells] },
    );
    expect(whatIf.point?.rows[0]?.answer).toEqual(asked.rows[0]?.answer);
    const own = await runs.models.weightsWhatIf(id, 400, { edits: [], cells });
    const model = await runs.predictions.predict({ id, step: null }, { kind: 'cells', points: [cells] });
    expect(own.point?.rows[0]?.answer).toEqual(model.rows[0]?.answer);
  });

  it('is measured on all rows, as training logged them where nothing is set', async () => {
    const { runs } = program;
    const { summary } = runs.get(id).record;
    const metrics = await runs.models.measureWeights(id, 400, []);
    expect(metrics).toMatchObject({ loss: summary['loss'], accuracy: summary['accuracy'] });
    const edited = await runs.models.measureWeights(id, 400, edits);
    expect(edited?.['loss']).toBeGreaterThan(Number(summary['loss']));
    await expect(
      runs.models.measureWeights(id, 400, [{ layer: 5, input: 0, unit: 0, value: 1 }]),
    ).rejects.toThrow('no such weight');
    await expect(runs.models.measureWeights(id, 5000, [])).rejects.toThrow('no model of step 5000');
  });
});
