import { describe, expect, it } from 'vitest';
import type { RunTable } from '../../../src-shared/settings';
import {
  changedColumn,
  columnLabels,
  movedColumn,
  placedColumns,
  sortedBy,
  withColumn,
  withStatistic,
  withoutColumn,
} from './run-table';

const table: RunTable = {
  columns: [
    { id: 'status', widthPx: 100, pinned: false },
    { id: 'name', widthPx: 200, pinned: true },
    { id: 'metric:loss:best', widthPx: 150, pinned: false },
  ],
  sort: [],
  archived: 'hide',
};
const ids = ({ columns }: RunTable): string[] => columns.map(({ id }) => id);

describe('the layout of the table of runs', () => {
  it('puts pinned columns first, one beside the other, and leaves out unknown ones', () => {
    const odd = {
      ...table,
      columns: [...table.columns, { id: 'of-a-newer-version', widthPx: 90, pinned: false }],
    };
    expect(placedColumns(odd.columns, 90).map(({ id, leftPx }) => [id, leftPx])).toEqual([
      ['name', 90],
      ['status', 290],
      ['metric:loss:best', 390],
    ]);
  });

  it('sorts by one column, the other way, then not at all', () => {
    const once = sortedBy(table, 'name', false);
    expect(once.sort).toEqual([{ id: 'name', descending: false }]);
    const twice = sortedBy(once, 'name', false);
    expect(twice.sort).toEqual([{ id: 'name', descending: true }]);
    expect(sortedBy(twice, 'name', false).sort).toEqual([]);
    expect(sortedBy(twice, 'status', false).sort).toEqual([{ id: 'status', descending: false }]);
  });

  it('adds keys with Shift, which keep their places when turned', () => {
    const two = sortedBy(sortedBy(table, 'name', true), 'status', true);
    expect(sortedBy(two, 'name', true).sort).toEqual([
      { id: 'name', descending: true },
      { id: 'status', descending: false },
    ]);
    expect(sortedBy(sortedBy(two, 'name', true), 'name', true).sort).toEqual([
      { id: 'status', descending: false },
    ]);
  });

  it('begins with the better end of a metric', () => {
    expect(sortedBy(table, 'metric:loss:best', false).sort[0]?.descending).toBe(false);
    expect(sortedBy(table, 'metric:accuracy:last', false).sort[0]?.descending).toBe(true);
  });

  it('adds, hides, moves and resizes columns', () => {
    expect(ids(withColumn(table, { kind: 'param', path: 'model.nClusters' }))).toEqual([
      ...ids(table),
      'param:model.nClusters',
    ]);
    expect(withColumn(table, { kind: 'field', field: 'name' })).toBe(table);
    const sorted = { ...table, sort: [{ id: 'name', descending: false }] };
    expect(withoutColumn(sorted, 'name')).toMatchObject({ sort: [] });
    const last = { ...table, columns: table.columns.slice(0, 1) };
    expect(withoutColumn(last, 'status')).toBe(last);
    expect(ids(movedColumn(table, 'status', 1))).toEqual(['name', 'status', 'metric:loss:best']);
    expect(ids(movedColumn(table, 'status', -5))).toEqual(ids(table));
    expect(ids(movedColumn(table, 'absent', 1))).toEqual(ids(table));
    expect(changedColumn(table, 'name', { widthPx: 10 }).columns[1]).toEqual({
      id: 'name',
      widthPx: 56,
      pinned: true,
    });
    expect(changedColumn(table, 'name', { pinned: false }).columns[1]?.pinned).toBe(false);
  });

  it('shows another of a metric’s values, and goes on sorting by it', () => {
    const sorted = { ...table, sort: [{ id: 'metric:loss:best', descending: false }] };
    const changed = withStatistic(sorted, 'metric:loss:best', 'max');
    expect(ids(changed)[2]).toBe('metric:loss:max');
    expect(changed.sort[0]?.id).toBe('metric:loss:max');
    expect(withStatistic(table, 'name', 'max')).toBe(table);
  });

  it('names columns with the direction of a metric', () => {
    expect(columnLabels({ kind: 'metric', name: 'loss', statistic: 'best' })).toEqual({
      title: 'Training loss',
      detail: 'best',
      arrow: '↓',
    });
    expect(columnLabels({ kind: 'metric', name: 'accuracy', statistic: 'last' }).arrow).toBe('↑');
    expect(columnLabels({ kind: 'metric', name: 'nIter', statistic: 'last' }).arrow).toBe('');
  });
});
