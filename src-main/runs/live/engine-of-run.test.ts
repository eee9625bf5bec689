import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { tensorflowStatus } from '../../engine';
import { Programs, until, type Program } from '../../testing/run-harness';

const programs = new Programs('engine');
afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

/** Neither engine is far ahead, so that the choice depends on the machine. */
const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'middle',
  seed: 3,
  dataset: { kind: 'generated', generator: 'moons', params: { n: 300 } },
  model: {
    kind: 'network',
    layers: [
      { units: 64, activation: 'relu' },
      { units: 32, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  training: { steps: 50_000, batchSize: 64, logEvery: 10, checkpointEvery: 0, engine: 'auto' },
});

/** Trains until a row is logged: a run without any cannot be compared with its repetition. */
async function readEngine(
  { runs, events }: Program,
  start: Promise<{ record: RunRecord }>,
): Promise<RunRecord> {
  const { id } = (await start).record;
  await until(() => events.some((event) => event.runId === id && event.type === 'metrics'), 'a logged row');
  runs.controls.stop(id);
  return (await runs.whenOver(id)).record;
}

interface SpeedsFile {
  readonly key: string;
  readonly speeds: { readonly typedNs: number; readonly nativeNs: number; readonly callNs: number };
}

describe.skipIf(!tensorflowStatus().available)('engine "auto" where it is not clear which', () => {
  it('measures the machine once; what is stored decides from then on, but not for a run that is made again', async () => {
    const program = programs.start('auto');
    const { runs, workspace } = program;
    const first = await readEngine(program, runs.start(experiment, null));
    expect(first.engine?.reason).toMatch(/in TensorFlow, as measured on this machine/);
    const content = readFileSync(workspace.speedsFile, 'utf8');
    const second = await readEngine(program, runs.start(experiment, null));
    expect(second.engine).toEqual(first.engine);
    expect(readFileSync(workspace.speedsFile, 'utf8')).toBe(content);

    const stored = JSON.parse(content) as SpeedsFile;
    const factor = first.engine?.kind === 'typed' ? 100 : 0.01;
    const speeds = { ...stored.speeds, typedNs: stored.speeds.typedNs * factor };
    writeFileSync(workspace.speedsFile, JSON.stringify({ ...stored, speeds }));
    const third = await readEngine(program, runs.start(experiment, null));
    expect(third.engine?.kind).not.toBe(first.engine?.kind);
    const again = await readEngine(program, runs.checks.start(first.id));
    expect(again.engine).toEqual(first.engine);
  });
});
