import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { readCell, parseColumn } from '../../../src-shared/run/library/columns';
import { MODEL_KINDS } from '../../../src-shared/models';
import { toRunRow } from '../../../src-shared/run/library/row';
import { DEFAULT_RUN_TABLE, runTableSchema, type RunTable } from '../../../src-shared/settings';
import { defaultModel, newExperiment } from '../form/proposed/form-guess';
import { fakeRun } from '../../testing/fake-api';
import { columnsFor, shownTable, storedTable } from './kind-columns';
import { changedColumn, sortedBy, withoutColumn } from './run-table';

type Kinds = Parameters<typeof columnsFor>[0];
const ids = ({ columns }: Pick<RunTable, 'columns'>): string[] => columns.map(({ id }) => id);
const own = (kinds: Kinds): string[] => ids({ columns: columnsFor(kinds) }).filter((id) => id.includes(':'));

describe('the columns of a table that nobody has laid out', () => {
  it('are of the one kind that all runs have, with the setting that it turns on', () => {
    expect(own(['kmeans'])).toEqual(['param:model.nClusters', 'metric:inertia:last']);
    expect(own(['svm'])).toEqual([
      'param:model.l2',
      'metric:valAccuracy:best',
      'metric:accuracy:best',
      'metric:objective:best',
    ]);
    expect(own(['network'])).toEqual([
      'metric:valLoss:best',
      'metric:valAccuracy:best',
      'metric:loss:best',
      'metric:accuracy:best',
    ]);
  });

  it('are what each is judged by where runs of several kinds stand together', () => {
    expect(own(['svm', 'kmeans'])).toEqual([
      'metric:valAccuracy:best',
      'metric:accuracy:best',
      'metric:inertia:last',
    ]);
    expect(own(['network', 'kmeans'])).toEqual([
      'metric:valLoss:best',
      'metric:loss:best',
      'metric:inertia:last',
    ]);
    expect(own(MODEL_KINDS)).toEqual([
      'metric:valLoss:best',
      'metric:loss:best',
      'metric:valAccuracy:best',
      'metric:accuracy:best',
      'metric:valR2:last',
      'metric:r2:last',
      'metric:inertia:last',
    ]);
    expect(columnsFor([])).toEqual(columnsFor(MODEL_KINDS));
    // What is stored while nobody has chosen.
    expect(shownTable(DEFAULT_RUN_TABLE, []).columns).toEqual(columnsFor([]));
  });

  it('have what every run has in its usual place, and are all known', () => {
    const shared = ids(DEFAULT_RUN_TABLE).filter((id) => !id.includes(':'));
    for (const kind of MODEL_KINDS) {
      const columns = columnsFor([kind]);
      expect(ids({ columns }).filter((id) => !id.includes(':'))).toEqual(shared);
      expect(columns.filter(({ id }) => parseColumn(id) === null)).toEqual([]);
    }
  });

  it('are of settings that a run of the kind has', () => {
    for (const kind of ['kmeans', 'svm'] as const) {
      const experiment = parseExperiment({ ...newExperiment(), model: defaultModel(kind) });
      const row = toRunRow(fakeRun('run-aaaa', 'finished', {}, experiment).record);
      const settings = columnsFor([kind]).flatMap(({ id }) => {
        const column = parseColumn(id);
        return column?.kind === 'param' ? [readCell(row, column)] : [];
      });
      expect(settings).toEqual([expect.any(Number)]);
    }
  });

  it('follow the runs after a sort too, and stay as a person left them after a change', () => {
    const stored = runTableSchema.parse(structuredClone(DEFAULT_RUN_TABLE));
    const shown = shownTable(stored, ['kmeans']);
    expect(ids(shown)).toContain('param:model.nClusters');
    const sorted = storedTable(sortedBy(shown, 'metric:inertia:last', false), shown, stored);
    expect(sorted).toEqual({ ...stored, sort: [{ id: 'metric:inertia:last', descending: false }] });
    expect(ids(shownTable(sorted, ['svm']))).toContain('param:model.l2');

    for (const change of [
      withoutColumn(shown, 'seed'),
      changedColumn(shown, 'name', { widthPx: 300 }),
      changedColumn(shown, 'status', { pinned: true }),
    ]) {
      const chosen = storedTable(change, shown, stored);
      expect(chosen).toEqual(change);
      expect(shownTable(chosen, ['svm'])).toBe(chosen);
    }
  });
});
