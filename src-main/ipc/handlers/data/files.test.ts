import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../../src-shared/ipc/channels';
import { parseGeneratedDataset } from '../../../../src-shared/experiment/schema';
import { ask, bench, CSV, documentOn, ID, PASTED, SHA } from '../../../testing/handler-bench';

describe('files', () => {
  it('are refused everywhere until the dialog handed them out', async () => {
    const { handlers, settings, pushed, calls } = bench();
    const uses: [Channel, unknown][] = [
      ['datasets.look', { path: CSV }],
      ['datasets.rows', { path: CSV, from: 0, count: 10 }],
      ['datasets.inspect', { path: CSV }],
      ['datasets.sample', { experiment: documentOn(CSV) }],
      [
        'datasets.explore',
        {
          dataset: { kind: 'file', path: CSV, features: [] },
          seed: 1,
          chart: { kind: 'summary', columns: ['x'] },
        },
      ],
      ['datasets.save', { id: null, name: 'mine', dataset: documentOn(CSV)['dataset'] }],
      ['datasets.remember', { names: ['x'], dataset: documentOn(CSV)['dataset'] }],
      ['datasets.status', { path: CSV, sha256: null }],
      ['datasets.locate', { path: CSV, sha256: null }],
      ['runs.start', { experiment: documentOn(CSV), speed: null }],
      [
        'groups.start',
        { name: 'g', experiment: documentOn(CSV), plan: { kind: 'repeat', n: 2, sameData: true } },
      ],
      ['experiments.save', { id: null, experiment: documentOn(CSV) }],
    ];
    for (const [channel, request] of uses)
      expect([channel, await ask(handlers, channel, request)]).toEqual([channel, 'not-allowed']);
    expect(calls).toEqual([]);

    expect(await ask(handlers, 'datasets.choose-file')).toEqual({ path: CSV, files: [] });
    expect(settings().recentFiles).toEqual([CSV]);
    expect(pushed['settings.changed']?.recentFiles).toEqual([CSV]);
    const answers = [];
    for (const [channel, request] of uses) answers.push(await ask(handlers, channel, request));
    expect(answers).toEqual([
      'look',
      'rows',
      'inspect',
      'sample',
      'explore',
      'save',
      null,
      { state: 'missing', foundAt: '/found/rows.csv', how: 'known', sha256: null },
      { path: CSV, sha256: SHA, isSame: true },
      'start',
      'started',
      'saved',
    ]);
    expect(calls.map(([name]) => name)).toEqual([
      'look',
      'rows',
      'inspect',
      'sample',
      'explore',
      'save-dataset',
      'remember-dataset',
      'status',
      'chooseFile',
      'hash',
      'start',
      'start-group',
      'save',
    ]);
    expect(pushed).toHaveProperty('datasets.changed');
  });

  it('of points are refused until a dialog, a drop or a paste handed them out', async () => {
    const { handlers, calls, settings } = bench();
    const model = { id: ID, step: null };
    const file = { path: CSV, header: null, matches: { a: 'b', c: null } };
    const checked = { ...file, stamp: 's' };
    const uses: [Channel, unknown, unknown][] = [
      ['runs.check-points', { ...model, file, task: 't' }, 'check'],
      ['runs.predict-file', { ...model, file: checked, task: 't' }, 'predictFile'],
      ['runs.predicted-rows', { ...model, file: checked, from: 0, count: 5 }, 'rows'],
      [
        'runs.save-predicted',
        { ...model, file: checked, task: 't' },
        { path: CSV, rows: 3, notes: ['renamed'] },
      ],
    ];
    for (const [channel, request] of uses)
      expect([channel, await ask(handlers, channel, request)]).toEqual([channel, 'not-allowed']);
    expect(calls).toEqual([]);
    expect(await ask(handlers, 'runs.choose-points')).toEqual({ path: CSV });
    // A file of points is no data that was opened.
    expect(settings().recentFiles).toEqual([]);
    for (const [channel, request, answered] of uses)
      expect([channel, await ask(handlers, channel, request)]).toEqual([channel, answered]);
    expect(calls).toEqual([
      ['check', model, file, 't'],
      ['predictFile', model, checked, 't'],
      ['rows', model, checked, 0, 5],
      ['chooseSaveFile', 'rows-predicted.csv', 'csv'],
      ['save-predicted', model, checked, CSV, 't'],
    ]);

    const other = bench();
    expect(await ask(other.handlers, 'runs.paste-points', { text: '1\t2' })).toEqual({ path: PASTED });
    const pasted = { ...model, file: { ...file, path: PASTED }, task: 't' };
    expect(await ask(other.handlers, 'runs.check-points', pasted)).toBe('check');
    const rows = [{ cells: ['1', 'red'] }];
    expect(await ask(other.handlers, 'runs.save-points', { ...model, rows })).toEqual({
      path: CSV,
      rows: 2,
      notes: [],
    });
    expect(other.calls[other.calls.length - 1]).toEqual([
      'savePredictions',
      model,
      { kind: 'rows', rows },
      CSV,
    ]);
    other.chosen.path = null;
    expect(await ask(other.handlers, 'runs.save-points', { ...model, rows })).toBeNull();
  });

  it('grants all files that are chosen together, and a table that is pasted', async () => {
    const { handlers, calls, chosen, grants } = bench();
    chosen.more = ['/data/b.csv'];
    expect(await ask(handlers, 'datasets.choose-file')).toEqual({ path: CSV, files: ['/data/b.csv'] });
    const together = { path: CSV, source: { files: ['/data/b.csv'] } };
    expect(grants.requireTable(together)).toBe(together);
    expect(() => grants.requireTable({ path: CSV, source: { files: ['/etc/passwd'] } })).toThrow(
      '/etc/passwd',
    );
    expect(await ask(handlers, 'datasets.look', { path: CSV, source: { files: ['/etc/passwd'] } })).toBe(
      'not-allowed',
    );
    expect(await ask(handlers, 'datasets.paste', { text: 'a,b\n1,2' })).toEqual({ path: PASTED });
    expect(calls).toContainEqual(['keepTable', 'a,b\n1,2']);
    expect(grants.require(PASTED)).toBe(PASTED);
    expect(await ask(handlers, 'datasets.paste', { text: '' })).toBe('usage');
  });

  it('stay refused when the dialog is cancelled', async () => {
    const { handlers, chosen, settings } = bench();
    chosen.path = null;
    expect(await ask(handlers, 'datasets.choose-file')).toBeNull();
    expect(settings().recentFiles).toEqual([]);
    expect(await ask(handlers, 'datasets.inspect', { path: CSV })).toBe('not-allowed');
  });

  it('of a run on disk may be used again, also of one that came after the start', async () => {
    const { handlers } = bench();
    expect(await ask(handlers, 'datasets.inspect', { path: '/trashed.csv' })).toBe('not-allowed');
    await ask(handlers, 'runs.list');
    expect(await ask(handlers, 'datasets.inspect', { path: '/trashed.csv' })).toBe('inspect');
    const other = bench();
    await ask(other.handlers, 'library.restore', { ids: [ID] });
    expect(await ask(other.handlers, 'datasets.inspect', { path: '/trashed.csv' })).toBe('inspect');
  });
});

describe('a clean copy', () => {
  it('is written where the dialog says, and only of a granted file', async () => {
    const { handlers, calls, grants, chosen } = bench();
    const request = { path: '/data/rows.csv.gz', format: 'parquet', dialect: { delimiter: ';' }, task: 'c' };
    expect(await ask(handlers, 'datasets.convert', request)).toBe('not-allowed');
    grants.grant(request.path);
    chosen.path = '/data/out.parquet';
    expect(await ask(handlers, 'datasets.convert', request)).toEqual({
      path: '/data/out.parquet',
      rows: 5,
      rejectedCount: 1,
      leftOutLines: 3,
    });
    expect(calls).toEqual([
      ['chooseSaveFile', 'rows-clean.parquet', 'parquet'],
      ['convert', { path: request.path, dialect: { delimiter: ';' } }, '/data/out.parquet', 'c'],
    ]);
    expect(grants.require('/data/out.parquet')).toBe('/data/out.parquet');
    chosen.path = null;
    expect(await ask(handlers, 'datasets.convert', { ...request, format: 'csv' })).toBeNull();
    expect(calls[2]).toEqual(['chooseSaveFile', 'rows-clean.csv', 'csv']);
    expect(calls).toHaveLength(3);
  });
});

describe('generated data', () => {
  const dataset = { kind: 'generated', generator: 'moons', params: { n: 20 } };

  it('goes where the dialog says, and may be shown and opened from there', async () => {
    const { handlers, calls, shown, grants } = bench();
    expect(await ask(handlers, 'datasets.show-file', { path: CSV })).toBe('not-allowed');
    expect(await ask(handlers, 'datasets.export-generated', { dataset, seed: 7, task: 'e' })).toMatchObject({
      path: CSV,
    });
    expect(calls).toEqual([
      ['chooseSaveFile', 'moons.csv', 'csv'],
      ['exportGenerated', parseGeneratedDataset(dataset), 7, CSV, 'e'],
    ]);
    expect(grants.require(CSV)).toBe(CSV);
    expect(await ask(handlers, 'datasets.show-file', { path: CSV })).toBeNull();
    expect(shown).toEqual([CSV]);
  });

  it('goes nowhere when the dialog is cancelled, and a bad field is refused before it opens', async () => {
    const { handlers, calls, chosen } = bench();
    chosen.path = null;
    expect(await ask(handlers, 'datasets.export-generated', { dataset, seed: 7 })).toBeNull();
    expect(calls).toEqual([['chooseSaveFile', 'moons.csv', 'csv']]);
    const bad = { ...dataset, params: { n: 0 } };
    expect(await ask(handlers, 'datasets.export-generated', { dataset: bad, seed: 7 })).toBe(
      'invalid-experiment',
    );
    expect(calls).toHaveLength(1);
  });
});

describe('a file that is gone', () => {
  const FOUND = '/found/rows.csv';

  it.each<[Channel, unknown]>([
    ['datasets.status', { path: CSV, sha256: SHA }],
    ['runs.data-status', { id: ID }],
  ])('may be read where %s found it', async (channel, request) => {
    const { handlers, grants } = bench();
    grants.grant(CSV);
    expect(await ask(handlers, 'datasets.look', { path: FOUND })).toBe('not-allowed');
    expect(await ask(handlers, channel, request)).toMatchObject({ foundAt: FOUND });
    expect(await ask(handlers, 'datasets.look', { path: FOUND })).toBe('look');
  });

  it('is located by the person, who is told whether it is the same', async () => {
    const { handlers, grants, chosen, calls } = bench();
    grants.grant(CSV);
    chosen.path = '/moved/rows.csv';
    expect(await ask(handlers, 'datasets.locate', { path: CSV, sha256: SHA, task: 't' })).toEqual({
      path: '/moved/rows.csv',
      sha256: SHA,
      isSame: true,
    });
    expect(calls).toEqual([
      ['chooseFile', CSV],
      ['hash', '/moved/rows.csv', 't'],
    ]);
    expect(await ask(handlers, 'datasets.locate', { path: CSV, sha256: 'cd'.repeat(32) })).toMatchObject({
      isSame: false,
    });
    expect(await ask(handlers, 'datasets.look', { path: '/moved/rows.csv' })).toBe('look');
    chosen.path = null;
    expect(await ask(handlers, 'datasets.locate', { path: CSV, sha256: null })).toBeNull();
    expect(await ask(handlers, 'datasets.locate', { path: CSV, sha256: 'short' })).toBe('usage');
  });
});
