import { describe, expect, it } from 'vitest';
import { datasetFactsSchema } from '../../src-shared/run/record';
import { compareData, compareRows } from './compare-rows';
import { CompareState } from './compare-state.svelte';
import { commandOf, shortcutWords } from './commands';
import { newExperiment } from './draft-guess';
import { FakeApi, fakeRun, settled } from './fake-api';
import { RunsState } from './runs-state.svelte';

const facts = datasetFactsSchema.parse({
  name: 'hw-data.txt',
  sha256: 'aa',
  rows: 200,
  droppedRows: 0,
  trainRows: 200,
  validationRows: 0,
  features: ['Height', 'Weight'],
  target: null,
  classes: [],
  featureRanges: [],
  scaler: { kind: 'none', offset: [], scale: [] },
  fingerprint: 'f1',
});

describe(compareRows, () => {
  const one = fakeRun('run-aaaa', 'finished', { summary: { loss: 0.02, accuracy: 0.5 } });
  const two = fakeRun(
    'run-bbbb',
    'finished',
    { summary: { loss: 0.01, accuracy: 0.4 } },
    { ...newExperiment(), seed: 2 },
  );

  it('marks the settings that differ and only those', () => {
    const rows = compareRows([one, two]).filter((row) => row.group === 'settings');
    expect(rows.filter((row) => row.differs).map((row) => row.key)).toEqual(['seed']);
    expect(rows.some((row) => row.key === 'name')).toBe(false);
    expect(rows.map((row) => row.label)).toContain('Layer 1, units');
  });

  it('measures results against the first run, by what is better for each metric', () => {
    const rows = compareRows([one, two]);
    const loss = rows.find((row) => row.key === 'summary.loss');
    expect(loss?.cells.map((cell) => cell.delta)).toEqual([null, { text: '↓ 50 %', better: true }]);
    const accuracy = rows.find((row) => row.key === 'summary.accuracy');
    expect(accuracy?.cells[1]?.delta).toEqual({ text: '↓ 20 %', better: false });
  });

  it('writes a dash where a run has no such setting or value', () => {
    const other = fakeRun('run-cccc', 'finished', { summary: {} });
    const loss = compareRows([one, other]).find((row) => row.key === 'summary.loss');
    expect(loss?.cells[1]?.text).toBe('–');
    expect(loss?.differs).toBe(true);
  });
});

describe(compareData, () => {
  it('calls equal fingerprints the same data', () => {
    const runs = ['run-aaaa', 'run-bbbb'].map((id) => fakeRun(id, 'finished', { dataset: facts }));
    expect(compareData(runs)).toEqual({ same: true, differences: [] });
  });

  it('names what differs', () => {
    const a = fakeRun('run-aaaa', 'finished', { dataset: facts });
    const b = fakeRun(
      'run-bbbb',
      'finished',
      { dataset: { ...facts, sha256: 'bb', rows: 100, fingerprint: 'f2' } },
      { ...newExperiment(), seed: 9 },
    );
    expect(compareData([a, b]).differences).toEqual(['data', 'rows']);
    expect(compareData([a, fakeRun('run-cccc', 'queued')]).same).toBe(false);
  });

  it('lets the seed differ unless it draws the split', () => {
    const [one, two] = [0, 0.2].map((validationSplit) =>
      [1, 2].map((seed) => {
        const experiment = newExperiment();
        const dataset = { ...experiment.dataset, validationSplit };
        const fingerprint = `${seed}`;
        return fakeRun(
          `run-${seed}`,
          'finished',
          { dataset: { ...facts, fingerprint } },
          { ...experiment, seed, dataset },
        );
      }),
    );
    expect(compareData(one ?? [])).toEqual({ same: true, differences: [] });
    expect(compareData(two ?? [])).toEqual({ same: false, differences: ['seed of the split'] });
  });
});

describe(CompareState, () => {
  it('keeps the order of choosing, moves the baseline, and drops runs that went', async () => {
    const fake = new FakeApi();
    fake.answer('runsList', () => ['run-aaaa', 'run-bbbb', 'run-cccc'].map((id) => fakeRun(id, 'finished')));
    const runs = new RunsState(fake.api);
    runs.start();
    await settled();
    const compare = new CompareState(fake.api, runs);
    for (const id of ['run-cccc', 'run-aaaa', 'run-bbbb', 'run-cccc']) compare.add(id);
    compare.makeBaseline('run-bbbb');
    expect(compare.ids).toEqual(['run-bbbb', 'run-cccc', 'run-aaaa']);
    fake.push('run.changed', { runId: 'run-cccc', run: null });
    expect(compare.ids).toEqual(['run-bbbb', 'run-aaaa']);
    compare.toggle('run-bbbb');
    expect(compare.ids).toEqual(['run-aaaa']);
  });
});

describe(commandOf, () => {
  const keys = { key: 'n', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

  it('needs the platform’s own modifier, alone', () => {
    expect(commandOf({ ...keys, ctrlKey: true }, false)).toBe('new-experiment');
    expect(commandOf({ ...keys, metaKey: true }, true)).toBe('new-experiment');
    expect(commandOf({ ...keys, ctrlKey: true }, true)).toBeNull();
    expect(commandOf(keys, false)).toBeNull();
    expect(commandOf({ ...keys, ctrlKey: true, altKey: true }, false)).toBeNull();
    expect(commandOf({ ...keys, key: 'Enter', ctrlKey: true }, false)).toBe('start');
  });

  it('writes shortcuts as each platform does', () => {
    expect([
      shortcutWords('start', false),
      shortcutWords('start', true),
      shortcutWords('shortcuts', false),
    ]).toEqual(['Ctrl+Enter', '⌘↩', 'Ctrl+/']);
  });
});
