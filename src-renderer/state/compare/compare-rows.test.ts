import { describe, expect, it } from 'vitest';
import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { fairComparison } from '../../../src-shared/compare/fair-compare';
import {
  bestLogged,
  compareRows as compareRunRows,
  type CompareOptions,
  type CompareRow,
} from './compare-rows';
import { CompareState } from './compare-state.svelte';
import { findCommand, shortcutText } from '../app/commands';
import { newExperiment } from '../form/proposed/form-guess';
import { FakeApi, fakeRun, settled } from '../../testing/fake-api';
import { RunsState } from '../library/runs-state.svelte';

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

function compareRows(
  runs: readonly StoredRun[],
  findBestValue: CompareOptions['findBestValue'] = () => null,
): CompareRow[] {
  return compareRunRows(runs, { fair: fairComparison(runs.map(({ record }) => record)), findBestValue });
}

describe(compareRunRows, () => {
  const one = fakeRun('run-aaaa', 'finished', {
    dataset: facts,
    summary: { loss: 0.02, accuracy: 0.5, learningRate: 0.1 },
  });
  const two = fakeRun(
    'run-bbbb',
    'finished',
    { dataset: facts, summary: { loss: 0.01, accuracy: 0.4, learningRate: 0.5 } },
    { ...newExperiment(), seed: 2 },
  );

  it('says which steps are of a sample, and judges no best of them against one of all rows', () => {
    const measuring = { logEvery: 10, sample: { trainRows: 50, validationRows: 0 }, fullEvery: null };
    const [plain, sampled] = [one, two].map((run, index) => ({
      ...run,
      record: { ...run.record, ...(index === 1 ? { measuring } : {}) },
    }));
    const best = (): { value: number; step: number } => ({ value: 0.005, step: 10 });
    const find = (runs: StoredRun[], key: string): CompareRow | undefined =>
      compareRows(runs, (id) => ({ ...best(), value: id === 'run-aaaa' ? 0.005 : 0.003 })).find(
        (row) => row.key === key,
      );
    const rows = [plain!, sampled!];
    expect(find(rows, 'measured')?.cells.map(({ text }) => text)).toEqual([
      'all rows',
      'a sample of 50 of 200 training rows',
    ]);
    expect(find(rows, 'best.loss')?.cells[1]?.delta).toMatchObject({ verdict: null, isFair: false });
    expect(find(rows, 'summary.loss')?.cells[1]?.delta).toMatchObject({ verdict: 'better', isFair: true });
    expect(find([one, two], 'measured')).toBeUndefined();
    expect(find([one, two], 'best.loss')?.cells[1]?.delta).toMatchObject({ verdict: 'better' });
  });

  it('marks the settings that differ and only those', () => {
    const rows = compareRows([one, two]).filter((row) => row.group === 'settings');
    expect(rows.filter((row) => row.differs).map((row) => row.key)).toEqual(['seed']);
    expect(rows.some((row) => row.key === 'name')).toBe(false);
    expect(rows.map((row) => row.label)).toContain('Layer 1, units');
  });

  it('measures results against the first run, by what is better for each metric', () => {
    const rows = compareRows([one, two]);
    const loss = rows.find((row) => row.key === 'summary.loss');
    expect(loss?.cells.map((cell) => cell.delta)).toEqual([
      null,
      { text: '↓ 50 %', verdict: 'better', isFair: true },
    ]);
    const accuracy = rows.find((row) => row.key === 'summary.accuracy');
    expect(accuracy?.cells[1]?.delta).toEqual({ text: '↓ 20 %', verdict: 'worse', isFair: true });
    // Nobody knows which way a learning rate is better.
    const rate = rows.find((row) => row.key === 'summary.learningRate');
    expect(rate?.cells[1]?.delta).toEqual({ text: '↑ 5×', verdict: null, isFair: true });
  });

  it('gives no verdict on runs of other data', () => {
    const other = fakeRun('run-cccc', 'finished', {
      dataset: { ...facts, sha256: 'bb', fingerprint: 'f2' },
      summary: { loss: 0.01 },
    });
    const loss = compareRows([one, other]).find((row) => row.key === 'summary.loss');
    expect(loss?.cells[1]?.delta).toEqual({ text: '↓ 50 %', verdict: null, isFair: false });
  });

  it('shows the best value where it is not the last', () => {
    const best = { value: 0.005, step: 40 };
    const rows = compareRows([one, two], (id, name) => (id === 'run-bbbb' && name === 'loss' ? best : null));
    const row = rows.find(({ key }) => key === 'best.loss');
    expect(row?.cells.map(({ text, full }) => [text, full])).toEqual([
      ['–', 'no value'],
      ['0.005000', '0.005 at step 40'],
    ]);
    expect(rows.some(({ key }) => key === 'best.accuracy')).toBe(false);
  });

  it('writes a dash where a run has no such setting or value', () => {
    const other = fakeRun('run-cccc', 'finished', { summary: {} });
    const loss = compareRows([one, other]).find((row) => row.key === 'summary.loss');
    expect(loss?.cells[1]?.text).toBe('–');
    expect(loss?.differs).toBe(true);
  });
});

describe(bestLogged, () => {
  const metrics = {
    step: Float64Array.of(0, 10, 20, 30),
    elapsedMs: Float64Array.of(0, 1, 2, 3),
    series: {
      loss: Float64Array.of(NaN, 0.2, 0.1, 0.3),
      accuracy: Float64Array.of(0.5, 1, 1, 0.9),
      nIter: Float64Array.of(1, 2, 3, 4),
    },
  };

  it('is the first best by the metric’s direction', () => {
    expect(bestLogged('loss', metrics)).toEqual({ value: 0.1, step: 20 });
    expect(bestLogged('accuracy', metrics)).toEqual({ value: 1, step: 10 });
    expect(bestLogged('nIter', metrics)).toBeNull();
    expect(bestLogged('mae', metrics)).toBeNull();
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

describe(findCommand, () => {
  const keys = { key: 'n', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

  it('needs the platform’s own modifier, alone', () => {
    expect(findCommand({ ...keys, ctrlKey: true }, false)).toBe('new-experiment');
    expect(findCommand({ ...keys, metaKey: true }, true)).toBe('new-experiment');
    expect(findCommand({ ...keys, ctrlKey: true }, true)).toBeNull();
    expect(findCommand(keys, false)).toBeNull();
    expect(findCommand({ ...keys, ctrlKey: true, altKey: true }, false)).toBeNull();
    expect(findCommand({ ...keys, key: 'Enter', ctrlKey: true }, false)).toBe('start');
  });

  it('writes shortcuts as each platform does', () => {
    expect([
      shortcutText('start', false),
      shortcutText('start', true),
      shortcutText('shortcuts', false),
    ]).toEqual(['Ctrl+Enter', '⌘↩', 'Ctrl+/']);
  });
});
