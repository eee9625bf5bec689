import { expect, it } from 'vitest';
import type { PointSample } from '../../../../src-shared/run/live/frames';
import { newExperiment } from '../../../state/form/proposed/form-guess';
import { previewTable, targetText } from './preview-table';

const gate: PointSample = {
  features: ['x1', 'x2'],
  target: 'y',
  totalRows: 4,
  count: 4,
  values: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
  targets: Float64Array.of(5, -3, -3, 5),
  classes: [],
};

it('shows generated rows with the target last', () => {
  const table = previewTable(newExperiment().dataset, null, [], gate);
  expect(table?.columns.map((column) => `${column.name} ${column.role}`)).toEqual([
    'x1 feature',
    'x2 feature',
    'y target',
  ]);
  expect(table?.rows[1]).toEqual(['0', '1', '−3']);
});

it('writes the class where the target is one', () => {
  expect(targetText({ ...gate, classes: ['no', 'yes'], targets: Float64Array.of(1, 0, 0, 1) }, 0)).toBe(
    'yes',
  );
  expect(targetText(gate, 0)).toBe('5');
});
