import { expect, it } from 'vitest';
import { findHelp } from '../../../src-shared/help';
import type { ModelKind } from '../../../src-shared/models';
import * as network from '../../models/network/form/options';
import * as svm from '../../models/svm/form/options';
import { MISSING_OPTIONS, SCALING_OPTIONS, TARGET_SCALING_OPTIONS } from '../../text/preparation-options';
import {
  ENCODING_OPTIONS,
  REJECT_OPTIONS,
  SAMPLE_OPTIONS,
  SPLIT_OPTIONS,
  TYPE_LABELS,
} from '../../views/dataset/dataset-text';

type Options = readonly { readonly value: string; readonly label: string }[];

it.each<[string, ModelKind, Options]>([
  ['model.layers.activation', 'network', network.OUTPUT_OPTIONS],
  ['model.loss', 'network', network.LOSS_OPTIONS],
  ['model.initializer', 'network', network.INITIALIZER_OPTIONS],
  ['model.biasInitializer', 'network', network.BIAS_OPTIONS],
  ['model.optimizer.kind', 'network', network.OPTIMIZER_OPTIONS],
  ['model.schedule.kind', 'network', network.SCHEDULE_OPTIONS],
  ['model.loss', 'svm', svm.SVM_LOSS_OPTIONS],
  ['model.classWeight', 'svm', svm.CLASS_WEIGHT_OPTIONS],
  ['model.calibration', 'svm', svm.CALIBRATION_OPTIONS],
  ['dataset.missing', 'network', MISSING_OPTIONS],
  ['dataset.scaling', 'network', SCALING_OPTIONS],
  ['dataset.targetScaling', 'network', TARGET_SCALING_OPTIONS],
  ['dataset.encoding', 'network', ENCODING_OPTIONS],
  ['dataset.rejects', 'network', REJECT_OPTIONS],
  ['dataset.split.method', 'network', SPLIT_OPTIONS],
  ['dataset.sample.method', 'network', SAMPLE_OPTIONS.filter(({ value }) => value !== 'all')],
  [
    'dataset.columnSettings.type',
    'network',
    Object.entries(TYPE_LABELS).map(([value, { label }]) => ({ value, label })),
  ],
])('the guide calls the choices of %s of a %s what the form calls them', (path, kind, options) => {
  const said = findHelp(path, kind)?.setting.choices.map(({ value, label }) => ({ value, label }));
  expect(said).toEqual(options.map(({ value, label }) => ({ value, label })));
});
