import { expect, it } from 'vitest';
import type { PointSample } from '../../../src-shared/run/frames';
import { newExperiment } from '../../state/draft-guess';
import { previewTable, targetText, withClasses, withTargetAxis } from './preview-table';

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

it('makes classes of two target values, in ascending order', () => {
  const classed = withClasses(gate);
  expect(classed.classes).toEqual([-3, 5]);
  expect([...classed.targets]).toEqual([1, 0, 0, 1]);
  expect(targetText(classed, 0)).toBe('5');
  const many = { ...gate, targets: Float64Array.of(1, 2, 3, 4) };
  expect(withClasses(many)).toBe(many);
});

it('draws one feature over its target', () => {
  const sine = {
    ...gate,
    features: ['x'],
    count: 2,
    values: Float64Array.of(1, 2),
    targets: Float64Array.of(8, 9),
  };
  const drawn = withTargetAxis(sine);
  expect(drawn).toMatchObject({ features: ['x', 'y'], target: null, count: 2 });
  expect([...drawn.values]).toEqual([1, 8, 2, 9]);
  expect(withTargetAxis(gate)).toBe(gate);
});
