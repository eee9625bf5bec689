import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { NO_ZOOM } from '../../values/zoom';
import { CompareCurves } from './compare-curves.svelte';
import { computeX, curveSources, metricChoices, stepsPerEpoch, usualMetric } from './curve-sources';
import { fakeRun } from '../../testing/fake-api';

const logged = {
  step: Float64Array.of(0, 10, 20),
  elapsedMs: Float64Array.of(0, 500, 1500),
  series: {
    loss: Float64Array.of(3, 2, 1),
    valLoss: Float64Array.of(4, 3, 2),
    accuracy: new Float64Array(3),
  },
};
const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'x',
  dataset: { kind: 'generated', generator: 'xnor' },
  model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
  training: { batchSize: 30 },
});
const run = fakeRun(
  'run-aaaa',
  'finished',
  {
    startedAt: '2026-01-01T00:00:10.000Z',
    dataset: { trainRows: 100 } as RunRecord['dataset'],
  },
  experiment,
);

describe(CompareCurves, () => {
  it('hides, shows alone, and shows all again', () => {
    const curves = new CompareCurves();
    curves.toggle('b');
    expect([...curves.hidden]).toEqual(['b']);
    curves.solo('a', ['a', 'b', 'c']);
    expect([...curves.hidden]).toEqual(['b', 'c']);
    curves.solo('a', ['a', 'b', 'c']);
    expect(curves.hidden.size).toBe(0);
  });

  it('brings forward what is pointed at, else what was clicked, never what is hidden', () => {
    const curves = new CompareCurves();
    curves.pick('a');
    expect(curves.front).toBe('a');
    curves.hovered = 'b';
    expect(curves.front).toBe('b');
    curves.toggle('b');
    expect(curves.front).toBeNull();
    curves.hovered = null;
    curves.pick('a');
    expect(curves.front).toBeNull();
  });

  it('keeps the zoom of x for another metric, and none for another x', () => {
    const curves = new CompareCurves();
    curves.zoom = { x: [1, 2], y: [3, 4] };
    curves.metric = 'accuracy';
    expect(curves.zoom).toEqual({ x: [1, 2], y: null });
    curves.logX = true;
    curves.xMode = 'wall';
    expect([curves.zoom, curves.logX]).toEqual([NO_ZOOM, false]);
  });
});

describe(curveSources, () => {
  it('draws a validation metric dashed beside its training metric', () => {
    expect(metricChoices([logged])).toEqual(['valLoss', 'loss', 'accuracy']);
    expect(metricChoices([{ ...logged, series: { valLoss: new Float64Array(3) } }])).toEqual(['valLoss']);
    const sources = curveSources([{ run, logged }], 'loss', 'step', {
      findName: ({ name }) => name,
      findColour: ({ colour }) => colour,
    });
    expect(sources.map(({ id, dashed, runId }) => [id, dashed, runId])).toEqual([
      ['run-aaaa loss', false, 'run-aaaa'],
      ['run-aaaa valLoss', true, 'run-aaaa'],
    ]);
    expect(sources[1]?.y).toBe(logged.series.valLoss);
  });
});

describe(usualMetric, () => {
  const main = ['valLoss', 'loss'];
  const untested = { ...logged, series: { loss: logged.series.loss } };
  it('is of the validation rows where every run has some, which is then drawn alone', () => {
    expect(usualMetric(main, metricChoices([logged]), [logged])).toBe('valLoss');
    const look = { findName: () => 'x', findColour: () => 'red' };
    const sources = curveSources([{ run, logged }], 'valLoss', 'step', look);
    expect(sources.map(({ label, dashed }) => [label, dashed])).toEqual([['x', false]]);
  });

  it('is else a loss of the training rows, and else what there is', () => {
    expect(usualMetric(main, metricChoices([logged, untested]), [logged, untested])).toBe('loss');
    expect(usualMetric(main, [], [])).toBe(null);
    const rate = { ...logged, series: { learningRate: logged.series.loss } };
    expect(usualMetric(main, metricChoices([rate]), [rate])).toBe('learningRate');
  });
});

describe(computeX, () => {
  it('is the step, the epoch, the time trained or the time of day', () => {
    expect(stepsPerEpoch(run.record)).toBe(4);
    expect([...computeX(run.record, logged, 'step')]).toEqual([0, 10, 20]);
    expect([...computeX(run.record, logged, 'epoch')]).toEqual([0, 2.5, 5]);
    expect([...computeX(run.record, logged, 'relative')]).toEqual([0, 0.5, 1.5]);
    const start = Date.UTC(2026, 0, 1, 0, 0, 10);
    expect([...computeX(run.record, logged, 'wall')]).toEqual([start, start + 500, start + 1500]);
    expect(computeX(run.record, logged, 'epoch')).toBe(computeX(run.record, logged, 'epoch'));
  });

  it('takes a full batch for an epoch', () => {
    const full = { ...experiment, training: { ...experiment.training, batchSize: null } };
    expect(stepsPerEpoch({ ...run.record, experiment: full })).toBe(1);
  });
});
