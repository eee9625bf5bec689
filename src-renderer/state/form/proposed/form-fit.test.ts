import { expect, it } from 'vitest';
import { categories, knownTable, numbers } from '../../../../src-main/testing/known-table';
import { proposeExperiment } from '../../../../src-shared/experiment/proposal';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import { FormFit } from './form-fit.svelte';

const table = knownTable([numbers('a'), numbers('b'), categories('species', 3)]);
const clusters = proposeExperiment(table, { model: 'kmeans' }).experiment;

/** As the form does it where a target is chosen of an experiment that had none. */
function withTarget(opened: Experiment): Experiment {
  const fit = new FormFit(() => table);
  fit.keep(opened);
  fit.followModel(opened);
  if (opened.dataset.kind !== 'file') throw new Error('not a file');
  const dataset = { ...opened.dataset, features: ['a', 'b'], target: 'species' };
  return fit.fitted({ ...opened, dataset });
}

it('holds a fifth out once something is predicted, of a run that found clusters', () => {
  expect(clusters.dataset.validationSplit).toBe(0);
  const { dataset, model } = withTarget({ ...clusters, dataset: { ...clusters.dataset, scaling: 'none' } });
  expect(model.kind).toBe('network');
  expect(dataset).toMatchObject({ validationSplit: 0.2, split: { method: 'stratified' }, scaling: 'none' });
});

it('leaves a share alone that a person chose', () => {
  const chosen = withTarget({ ...clusters, dataset: { ...clusters.dataset, validationSplit: 0.3 } });
  expect(chosen.dataset).toMatchObject({ validationSplit: 0.3, split: { method: 'random' } });
  const species = proposeExperiment(table, { target: 'species' }).experiment;
  const none = withTarget({ ...species, dataset: { ...species.dataset, validationSplit: 0 } });
  expect(none.dataset.validationSplit).toBe(0);
});
