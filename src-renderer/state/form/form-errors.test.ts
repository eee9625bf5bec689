import { describe, expect, it } from 'vitest';
import { fail, type ErrorInfo } from '../../../src-shared/errors';
import { fileDatasetSchema, type Experiment } from '../../../src-shared/experiment/schema';
import { FormErrors } from './form-errors.svelte';
import { newExperiment } from './proposed/form-guess';

const dataset = fileDatasetSchema.parse({ kind: 'file', path: '/a.csv', features: ['a'], target: 'y' });
const UNREADABLE = fail('file-unreadable', 'This is not a text file.').info;

describe(FormErrors, () => {
  function setUp(document: Experiment = { ...newExperiment(), dataset }) {
    const state = {
      document,
      preview: null as ErrorInfo | null,
      file: {
        isOwn: true,
        absent: [] as string[],
        reader: { path: '/a.csv', error: null as ErrorInfo | null },
      },
    };
    const errors = new FormErrors({
      document: () => state.document,
      classes: () => null,
      fork: () => null,
      preview: () => state.preview,
      file: () => state.file,
    });
    return { state, errors };
  }

  it('lets a run start and the data be used where nothing is wrong', () => {
    const { errors } = setUp();
    expect([errors.start, errors.use, errors.data, errors.problems]).toEqual([null, null, null, []]);
  });

  it('waits for the file, and names what keeps it from being read', () => {
    const { state, errors } = setUp();
    state.file = { ...state.file, isOwn: false, reader: { path: '/b.csv', error: null } };
    expect([errors.start, errors.use]).toEqual(Array(2).fill('The file is still being read.'));
    state.file = { ...state.file, reader: { path: '/a.csv', error: UNREADABLE } };
    expect([errors.start, errors.use, errors.data?.message]).toEqual(Array(3).fill(UNREADABLE.message));
  });

  it('lets data be used without a target, and not with a column that the file does not have', () => {
    const { state, errors } = setUp({ ...newExperiment(), dataset: { ...dataset, target: null } });
    expect(errors.start).toMatch(/needs a target column/);
    expect(errors.use).toBeNull();
    state.file = { ...state.file, absent: ['gone'] };
    expect(errors.use).toBe('The file has no column “gone”.');
  });

  it('puts what main refuses at its field, and what has none with the data or nowhere', () => {
    const { state, errors } = setUp();
    expect(errors.refuse(fail('disk-full', 'The disk is full.').info)).toBe(false);
    expect(errors.refuse(fail('invalid-data', 'Every row has a missing value.').info)).toBe(true);
    expect(errors.data?.message).toMatch(/Every row/);
    expect(errors.refuse(fail('invalid-experiment', 'Too many.', { field: 'model.nClusters' }).info)).toBe(
      true,
    );
    expect([errors.data, errors.at('model.nClusters')]).toEqual([null, 'Too many.']);
    errors.clear();
    state.preview = fail('invalid-data', 'No such column.', { field: 'dataset.features' }).info;
    expect([errors.at('model.nClusters'), errors.at('dataset.features')]).toEqual([null, 'No such column.']);
    expect(errors.firstIn('dataset', /target/)).toBe('No such column.');
    expect(errors.firstIn('dataset', /features/)).toBeNull();
  });
});
