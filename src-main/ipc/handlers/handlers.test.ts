import { describe, expect, it, vi } from 'vitest';
import type { FileStatus } from '../../../src-shared/dataset/named';
import { fail, type ErrorInfo } from '../../../src-shared/errors';
import { parseExperiment, parseGeneratedDataset } from '../../../src-shared/experiment/schema';
import type { Channel } from '../../../src-shared/ipc/channels';
import type { AppInfo } from '../../../src-shared/ipc/map';
import type { Pushes } from '../../../src-shared/ipc/pushes';
import { settingsSchema, type Settings } from '../../../src-shared/settings';
import type { RunService } from '../../runs/run-service';
import type { Workspace } from '../../workspace';
import { FileGrants } from '../file-grants';
import { answer, type Handlers } from '../gate';
import { createHandlers } from '.';

const ID = '20260101-000000-000-abcdef';
const KEY = '123e4567-e89b-42d3-a456-426614174000';
const CSV = '/data/rows.csv';
const PASTED = '/tmp/pasted rows.csv';
const SHA = 'ab'.repeat(32);

function documentOn(path: string): Record<string, unknown> {
  return {
    schemaVersion: 1,
    name: 'clusters',
    dataset: { kind: 'file', path, features: ['x'] },
    model: { kind: 'kmeans' },
  };
}

/** The handlers on services that note what they are asked for. */
function bench(): {
  handlers: Handlers;
  asked: unknown[][];
  pushed: { [P in keyof Pushes]?: Pushes[P] };
  shown: string[];
  settings: () => Settings;
  chosen: { path: string | null; more: string[] };
  grants: FileGrants;
} {
  const asked: unknown[][] = [];
  const note =
    (name: string, value: unknown = null) =>
    (...args: unknown[]): unknown => {
      asked.push([name, ...args]);
      return value;
    };
  const stored = {
    record: { id: ID, experiment: parseExperiment(documentOn('/trashed.csv')) },
    path: `/runs/${ID}`,
  };
  const methods = ['start', 'list', 'snapshot', 'resume'];
  const ofControls = ['pause', 'resume', 'stop', 'drawUnits', 'setSpeed'];
  const ofLibrary = ['edit', 'delete'];
  const ofModels = ['picture', 'surface', 'evaluate', 'evaluateCommon', 'exportEvaluation'];
  const ofData = ['look', 'rows', 'inspect', 'sample', 'explore', 'cancel', 'exportGenerated'];
  const found: FileStatus = { state: 'missing', foundAt: '/found/rows.csv', how: 'known', sha256: null };
  const runs = {
    ...Object.fromEntries(methods.map((name) => [name, note(name, name)])),
    controls: Object.fromEntries(ofControls.map((name) => [name, note(name, name)])),
    models: Object.fromEntries(ofModels.map((name) => [name, note(name, name)])),
    datasets: {
      ...Object.fromEntries(ofData.map((name) => [name, note(name, name)])),
      convert: note('convert', { rows: 5, rejectedCount: 1, leftOut: [{ count: 2 }, { count: 1 }] }),
      status: note('status', found),
      hash: note('hash', SHA),
    },
    predictions: {
      ...Object.fromEntries(['ask', 'check', 'predictFile', 'rows'].map((name) => [name, note(name, name)])),
      save: note('save-predicted', { rows: 3, notes: ['renamed'] }),
      saveAsked: note('saveAsked', { rows: 2 }),
    },
    dataStatus: note('dataStatus', found),
    groups: { start: note('start-group', 'started') },
    list: () => [stored],
    library: {
      ...Object.fromEntries(ofLibrary.map((name) => [name, note(name, name)])),
      restore: (ids: readonly string[], onBack: (run: unknown) => void) => {
        onBack(stored);
        return { done: ids, problems: [] };
      },
    },
    pathIn: (id: string, path: string | null) => {
      if (path?.startsWith('..') === true) throw fail('not-allowed', 'outside');
      return `/runs/${id}/${path ?? ''}`;
    },
  } as unknown as RunService;
  let kept = settingsSchema.parse({});
  const workspace = {
    settings: {
      get: () => kept,
      set: (patch: Partial<Settings>) => (kept = settingsSchema.parse({ ...kept, ...patch })),
    },
    experiments: {
      list: () => [],
      save: note('save', 'saved'),
      duplicate: note('duplicate', 'copy'),
      delete: note('delete-experiment', undefined),
    },
    datasets: {
      ...Object.fromEntries(
        ['list', 'save', 'delete', 'remember', 'recall'].map((name) => [name, note(`${name}-dataset`, name)]),
      ),
    },
  } as unknown as Workspace;
  const grants = new FileGrants();
  const pushed: Record<string, unknown> = {};
  const shown: string[] = [];
  const chosen: { path: string | null; more: string[] } = { path: CSV, more: [] };
  const handlers = createHandlers({
    workspace,
    runs,
    grants,
    deps: {
      info: () => ({ version: '1' }) as AppInfo,
      chooseFile: (missing) => {
        if (missing !== undefined) asked.push(['chooseFile', missing]);
        return Promise.resolve(chosen.path);
      },
      chooseFiles: () => Promise.resolve(chosen.path === null ? [] : [chosen.path, ...chosen.more]),
      chooseSaveFile: (defaultName, format) => {
        asked.push(['chooseSaveFile', defaultName, format]);
        return Promise.resolve(chosen.path);
      },
      saveFile: (path, bytes) => {
        asked.push(['saveFile', path, [...bytes]]);
      },
      connectRuns: (key) => {
        asked.push(['connectRuns', key]);
      },
      watchRuns: (ids) => {
        asked.push(['watchRuns', ids]);
      },
      keepPasted: (text) => {
        asked.push(['keepPasted', text]);
        return PASTED;
      },
      keepTable: (text) => {
        asked.push(['keepTable', text]);
        return Promise.resolve(PASTED);
      },
      showInFolder: (path) => shown.push(path),
      push: (name, payload) => {
        pushed[name] = payload;
      },
      settingsChanged: (settings) => {
        asked.push(['settingsChanged', settings.theme]);
      },
    },
  });
  return { handlers, asked, pushed, shown, settings: () => kept, chosen, grants };
}

async function ask(handlers: Handlers, channel: Channel, request?: unknown): Promise<unknown> {
  const log = vi.fn<(error: ErrorInfo) => void>();
  const result = await answer(channel, request, handlers, log);
  expect(log).not.toHaveBeenCalled();
  return result.ok ? result.value : result.error.kind;
}

describe('files', () => {
  it('are refused everywhere until the dialog handed them out', async () => {
    const { handlers, settings, pushed, asked } = bench();
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
    expect(asked).toEqual([]);

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
    expect(asked.map(([name]) => name)).toEqual([
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
    const { handlers, asked, settings } = bench();
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
    expect(asked).toEqual([]);
    expect(await ask(handlers, 'runs.choose-points')).toEqual({ path: CSV });
    // A file of points is no data that was opened.
    expect(settings().recentFiles).toEqual([]);
    for (const [channel, request, answered] of uses)
      expect([channel, await ask(handlers, channel, request)]).toEqual([channel, answered]);
    expect(asked).toEqual([
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
    expect(other.asked[other.asked.length - 1]).toEqual(['saveAsked', model, { kind: 'rows', rows }, CSV]);
    other.chosen.path = null;
    expect(await ask(other.handlers, 'runs.save-points', { ...model, rows })).toBeNull();
  });

  it('grants all files that are chosen together, and a table that is pasted', async () => {
    const { handlers, asked, chosen, grants } = bench();
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
    expect(asked).toContainEqual(['keepTable', 'a,b\n1,2']);
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
    const { handlers, asked, grants, chosen } = bench();
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
    expect(asked).toEqual([
      ['chooseSaveFile', 'rows-clean.parquet', 'parquet'],
      ['convert', { path: request.path, dialect: { delimiter: ';' } }, '/data/out.parquet', 'c'],
    ]);
    expect(grants.require('/data/out.parquet')).toBe('/data/out.parquet');
    chosen.path = null;
    expect(await ask(handlers, 'datasets.convert', { ...request, format: 'csv' })).toBeNull();
    expect(asked[2]).toEqual(['chooseSaveFile', 'rows-clean.csv', 'csv']);
    expect(asked).toHaveLength(3);
  });
});

describe('generated data', () => {
  const dataset = { kind: 'generated', generator: 'moons', params: { n: 20 } };

  it('goes where the dialog says, and may be shown and opened from there', async () => {
    const { handlers, asked, shown, grants } = bench();
    expect(await ask(handlers, 'datasets.show-file', { path: CSV })).toBe('not-allowed');
    expect(await ask(handlers, 'datasets.export-generated', { dataset, seed: 7, task: 'e' })).toMatchObject({
      path: CSV,
    });
    expect(asked).toEqual([
      ['chooseSaveFile', 'moons.csv', 'csv'],
      ['exportGenerated', parseGeneratedDataset(dataset), 7, CSV, 'e'],
    ]);
    expect(grants.require(CSV)).toBe(CSV);
    expect(await ask(handlers, 'datasets.show-file', { path: CSV })).toBeNull();
    expect(shown).toEqual([CSV]);
  });

  it('goes nowhere when the dialog is cancelled, and a bad field is refused before it opens', async () => {
    const { handlers, asked, chosen } = bench();
    chosen.path = null;
    expect(await ask(handlers, 'datasets.export-generated', { dataset, seed: 7 })).toBeNull();
    expect(asked).toEqual([['chooseSaveFile', 'moons.csv', 'csv']]);
    const bad = { ...dataset, params: { n: 0 } };
    expect(await ask(handlers, 'datasets.export-generated', { dataset: bad, seed: 7 })).toBe(
      'invalid-experiment',
    );
    expect(asked).toHaveLength(1);
  });
});

it('refuses a data set that is none, naming its field', async () => {
  const { handlers, grants, asked } = bench();
  grants.grant(CSV);
  const wrong = { kind: 'file', path: CSV, features: [] };
  expect(await ask(handlers, 'datasets.save', { id: null, name: 'x', dataset: wrong })).toBe(
    'invalid-experiment',
  );
  expect(await ask(handlers, 'datasets.remember', { names: [], dataset: wrong })).toBe('invalid-experiment');
  expect(asked).toEqual([]);
});

describe('experiments', () => {
  const cyclic: Record<string, unknown> = { ...documentOn(CSV) };
  cyclic['training'] = cyclic;
  const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ inner }), null);

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['itself', cyclic],
    ['something deep', { ...documentOn(CSV), model: deep }],
    ['a huge name', { ...documentOn(CSV), name: 'x'.repeat(1e7) }],
    ['a million columns of nothing', { ...documentOn(CSV), dataset: { features: new Array(1e6).fill('') } }],
    ['numbers that are none', { ...documentOn(CSV), seed: Number.NaN }],
    ['fields of others', { ...documentOn(CSV), evil: true }],
    ['a prototype', JSON.parse('{"__proto__": {"schemaVersion": 1}, "constructor": 1}')],
  ])('that are %s are refused before any service sees them', async (_, experiment) => {
    const { handlers, grants, asked } = bench();
    grants.grant(CSV);
    expect(await ask(handlers, 'runs.start', { experiment, speed: null })).toBe('invalid-experiment');
    expect(await ask(handlers, 'datasets.sample', { experiment })).toBe('invalid-experiment');
    expect(await ask(handlers, 'experiments.save', { id: null, experiment })).toBe('invalid-experiment');
    expect(asked).toEqual([]);
  });

  it('reach the service with their defaults filled in, and every change is told', async () => {
    const { handlers, grants, asked, pushed } = bench();
    grants.grant(CSV);
    await ask(handlers, 'runs.start', { experiment: documentOn(CSV), speed: 10 });
    expect(asked).toEqual([['start', parseExperiment(documentOn(CSV)), 10, { again: null, task: null }]]);
    for (const [channel, request] of [
      ['experiments.save', { id: null, experiment: documentOn(CSV) }],
      ['experiments.duplicate', { id: 'experiment-1' }],
      ['experiments.delete', { id: 'experiment-1' }],
    ] as const) {
      delete pushed['experiments.changed'];
      await ask(handlers, channel, request);
      expect([channel, 'experiments.changed' in pushed]).toEqual([channel, true]);
    }
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
    const { handlers, grants, chosen, asked } = bench();
    grants.grant(CSV);
    chosen.path = '/moved/rows.csv';
    expect(await ask(handlers, 'datasets.locate', { path: CSV, sha256: SHA, task: 't' })).toEqual({
      path: '/moved/rows.csv',
      sha256: SHA,
      isSame: true,
    });
    expect(asked).toEqual([
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

describe('a chart to be saved', () => {
  it('is written where the person says, under a name that is no path', async () => {
    const { handlers, chosen, asked } = bench();
    const request = { name: 'loss by step', format: 'svg', bytes: Uint8Array.of(60, 115) };
    chosen.path = '/kept/loss.svg';
    expect(await ask(handlers, 'figures.save', request)).toEqual({ path: '/kept/loss.svg' });
    const dialog = ['chooseSaveFile', 'loss by step.svg', 'svg'];
    expect(asked).toEqual([dialog, ['saveFile', '/kept/loss.svg', [60, 115]]]);
    chosen.path = null;
    expect(await ask(handlers, 'figures.save', request)).toBeNull();
    expect(asked.slice(2)).toEqual([dialog]);
    for (const bad of [{ name: '../loss' }, { name: '' }, { format: 'exe' }, { bytes: 'text' }])
      expect(await ask(handlers, 'figures.save', { ...request, ...bad })).toBe('usage');
    expect(asked).toHaveLength(3);
  });
});

describe('the other areas', () => {
  it('pass the parts of a request to the service of that name', async () => {
    const { handlers, asked } = bench();
    const requests: [Channel, unknown, ...unknown[]][] = [
      ['runs.pause', { id: ID }, 'pause', ID],
      ['runs.resume', { id: ID }, 'resume', ID],
      ['runs.stop', { id: ID }, 'stop', ID],
      ['runs.draw-units', { id: ID, on: true }, 'drawUnits', ID, true],
      ['runs.connect', { key: KEY }, 'connectRuns', KEY],
      ['runs.watch', { ids: [ID] }, 'watchRuns', [ID]],
      ['runs.set-speed', { id: ID, speed: 4 }, 'setSpeed', ID, 4],
      ['runs.continue', { id: ID }, 'resume', ID],
      ['runs.data-status', { id: ID, task: 't' }, 'dataStatus', ID, 't'],
      ['runs.snapshot', { id: ID }, 'snapshot', ID],
      ['runs.picture', { id: ID, step: 7 }, 'picture', ID, 7],
      ['library.edit', { ids: [ID], edit: { name: ' b ', note: '' } }, 'edit', [ID], { name: 'b', note: '' }],
      ['library.delete', { ids: [ID] }, 'delete', [ID]],
      [
        'runs.predict',
        { id: ID, step: null, rows: [{ inputs: [1, 2] }, { cells: ['1', 'red'] }] },
        'ask',
        { id: ID, step: null },
        { kind: 'rows', rows: [{ inputs: [1, 2] }, { cells: ['1', 'red'] }] },
        false,
      ],
      [
        'runs.predict-random',
        { id: ID, step: 1, n: 2, seed: 3 },
        'ask',
        { id: ID, step: 1 },
        { kind: 'random', n: 2, seed: 3 },
      ],
      ['runs.surface', { id: ID, step: null, grid: 20 }, 'surface', ID, null, 20],
      ['runs.evaluate', { id: ID, step: 5, task: 't' }, 'evaluate', ID, 5, 't'],
      [
        'runs.evaluate-common',
        {
          runs: [
            { id: ID, step: null },
            { id: ID, step: 5 },
          ],
          task: 't',
        },
        'evaluateCommon',
        [
          { id: ID, step: null },
          { id: ID, step: 5 },
        ],
        't',
      ],
    ];
    for (const [channel, request] of requests) await ask(handlers, channel, request);
    expect(asked).toEqual(requests.map(([, , ...call]) => call));
  });

  it('answer "done" with null, never with what a service happens to return', async () => {
    const { handlers } = bench();
    for (const channel of ['runs.pause', 'runs.resume', 'runs.stop'] as const)
      expect([channel, await ask(handlers, channel, { id: ID })]).toEqual([channel, null]);
  });

  it('write an evaluation where the dialog says, and nowhere when it is cancelled', async () => {
    const { handlers, asked, chosen } = bench();
    chosen.path = '/out/evaluation.json';
    const request = { id: ID, step: null, format: 'json' };
    expect(await ask(handlers, 'runs.export-evaluation', request)).toEqual({ path: chosen.path });
    expect(asked).toEqual([
      ['chooseSaveFile', 'evaluation.json', 'json'],
      ['exportEvaluation', ID, null, { to: '/out/evaluation.json', format: 'json' }, null],
    ]);
    chosen.path = null;
    expect(await ask(handlers, 'runs.export-evaluation', { ...request, format: 'csv' })).toBeNull();
    expect(asked).toHaveLength(3);
    expect(await ask(handlers, 'runs.export-evaluation', { ...request, format: 'exe' })).toBe('usage');
  });

  it('show a run in the file manager, and nothing beside it', async () => {
    const { handlers, shown } = bench();
    await ask(handlers, 'runs.show-folder', { id: ID, path: null });
    await ask(handlers, 'runs.show-folder', { id: ID, path: 'checkpoints/step-0000001' });
    expect(await ask(handlers, 'runs.show-folder', { id: ID, path: '../../secret' })).toBe('not-allowed');
    expect(await ask(handlers, 'runs.show-folder', { id: ID, path: 'a b' })).toBe('usage');
    expect(shown).toEqual([`/runs/${ID}/`, `/runs/${ID}/checkpoints/step-0000001`]);
  });

  it('keep settings, follow them, and tell the window', async () => {
    const { handlers, asked, pushed } = bench();
    expect(await ask(handlers, 'settings.set', { theme: 'dark' })).toMatchObject({ theme: 'dark' });
    expect(await ask(handlers, 'settings.get')).toMatchObject({ theme: 'dark' });
    expect(asked).toEqual([['settingsChanged', 'dark']]);
    expect(pushed['settings.changed']?.theme).toBe('dark');
    // Grants would be seeded from these at the next start.
    expect(await ask(handlers, 'settings.set', { recentFiles: ['/etc/passwd'] })).toBe('usage');
    expect(await ask(handlers, 'app.get-info')).toEqual({ version: '1' });
  });
});
