import { describe, expect, it } from 'vitest';
import { fileDatasetSchema } from '../../../../src-shared/experiment/schema';
import { withDialect } from '../../../state/dataset/edit/dataset-edit';
import { findUndo } from './undo-reading';

const dataset = fileDatasetSchema.parse({
  kind: 'file',
  path: '/a.csv',
  features: ['a'],
  dialect: { quote: "'", na: ['x'] },
});

describe('undoing another reading', () => {
  it('brings back what was chosen, and what was detected', () => {
    const other = { quote: '"', delimiter: ';' };
    const changed = withDialect(dataset, other);
    expect(changed.dialect).toEqual({ quote: '"', delimiter: ';', na: ['x'] });
    expect(withDialect(changed, findUndo(dataset.dialect ?? {}, other)).dialect).toEqual(dataset.dialect);
  });
});
