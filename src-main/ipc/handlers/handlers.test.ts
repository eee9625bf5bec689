import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { Channel } from '../../../src-shared/ipc/channels';
import { ask, bench, CSV, documentOn, ID, KEY } from '../../testing/handler-bench';

it('refuses a data set that is none, naming its field', async () => {
  const { handlers, grants, calls } = bench();
  grants.grant(CSV);
  const wrong = { kind: 'file', path: CSV, features: [] };
  expect(await ask(handlers, 'datasets.save', { id: null, name: 'x', dataset: wrong })).toBe(
    'invalid-experiment',
  );
  expect(await ask(handlers, 'datasets.remember', { names: [], dataset: wrong })).toBe('invalid-experiment');
  expect(calls).toEqual([]);
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
    const { handlers, grants, calls } = bench();
    grants.grant(CSV);
    expect(await ask(handlers, 'runs.start', { experiment, speed: null })).toBe('invalid-experiment');
    expect(await ask(handlers, 'datasets.sample', { experiment })).toBe('invalid-experiment');
    expect(await ask(handlers, 'experiments.save', { id: null, experiment })).toBe('invalid-experiment');
    expect(calls).toEqual([]);
  });

  it('reach the service with their defaults filled in, and every change is told', async () => {
    const { handlers, grants, calls, pushed } = bench();
    grants.grant(CSV);
    await ask(handlers, 'runs.start', { experiment: documentOn(CSV), speed: 10 });
    expect(calls).toEqual([['start', parseExperiment(documentOn(CSV)), 10, { again: null, task: null }]]);
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

describe('runs that are taken in', () => {
  it('come from what was handed out by a dialog, and from nowhere else', async () => {
    const { handlers, chosen, calls } = bench();
    const path = '/elsewhere/logs';
    for (const [channel, request] of [
      ['imports.recognise', { path }],
      ['imports.find', { path, task: 'import' }],
      ['imports.take', { path, task: 'import' }],
      ['imports.follow', { path }],
    ] as const)
      expect([channel, await ask(handlers, channel, request)]).toEqual([channel, 'not-allowed']);
    expect(calls).toEqual([]);
    chosen.path = path;
    expect(await ask(handlers, 'imports.choose', { what: 'folder' })).toEqual({ path });
    expect(await ask(handlers, 'imports.recognise', { path })).toEqual({
      kind: 'tensorboard',
      isFolder: false,
      isTable: false,
    });
    expect(await ask(handlers, 'imports.take', { path, task: 'import' })).toMatchObject({ notices: [] });
    expect(await ask(handlers, 'imports.choose', { what: 'anything' })).toBe('usage');
  });
});

const WEIGHT = { layer: 1, input: null, unit: 0, value: -0.5 };

describe('the other areas', () => {
  it('pass the parts of a request to the service of that name', async () => {
    const { handlers, calls, pushed } = bench();
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
        'predict',
        { id: ID, step: null },
        { kind: 'rows', rows: [{ inputs: [1, 2] }, { cells: ['1', 'red'] }] },
        false,
      ],
      [
        'runs.predict-random',
        { id: ID, step: 1, n: 2, seed: 3 },
        'predict',
        { id: ID, step: 1 },
        { kind: 'random', n: 2, seed: 3 },
      ],
      ['runs.surface', { id: ID, step: null, grid: 20 }, 'surface', ID, null, 20],
      [
        'runs.weights-what-if',
        { id: ID, step: 3, edits: [WEIGHT], cells: ['1', 'red'] },
        'weightsWhatIf',
        ID,
        3,
        { edits: [WEIGHT], cells: ['1', 'red'] },
      ],
      [
        'runs.measure-weights',
        { id: ID, step: 3, edits: [WEIGHT], task: 't' },
        'measureWeights',
        ID,
        3,
        [WEIGHT],
        't',
      ],
      ['runs.evaluate', { id: ID, step: 5, task: 't' }, 'evaluate', ID, 5, 't'],
      ['runs.baselines', { ids: [ID], trains: false }, 'stored', ID],
      ['runs.baselines', { ids: [ID], trains: true, task: 't' }, 'train', ID, 't'],
      ['runs.compare-rows', { ids: [ID, KEY], task: 't' }, 'compareRows', [ID, KEY], 't'],
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
    expect(calls).toEqual(requests.map(([, , ...call]) => call));
    expect(pushed['run.speed']).toEqual({ runId: ID, speed: 4 });
  });

  it('answer "done" with null, never with what a service happens to return', async () => {
    const { handlers } = bench();
    for (const channel of ['runs.pause', 'runs.resume', 'runs.stop'] as const)
      expect([channel, await ask(handlers, channel, { id: ID })]).toEqual([channel, null]);
  });

  it('write an evaluation where the dialog says, and nowhere when it is cancelled', async () => {
    const { handlers, calls, chosen } = bench();
    chosen.path = '/out/evaluation.json';
    const request = { id: ID, step: null, format: 'json' };
    expect(await ask(handlers, 'runs.export-evaluation', request)).toEqual({ path: chosen.path });
    expect(calls).toEqual([
      ['chooseSaveFile', 'evaluation.json', 'json'],
      ['exportEvaluation', ID, null, { to: '/out/evaluation.json', format: 'json' }, null],
    ]);
    chosen.path = null;
    expect(await ask(handlers, 'runs.export-evaluation', { ...request, format: 'csv' })).toBeNull();
    expect(calls).toHaveLength(3);
    expect(await ask(handlers, 'runs.export-evaluation', { ...request, format: 'exe' })).toBe('usage');
  });

  it('write predictions where the dialog says, and nowhere when it is cancelled', async () => {
    const { handlers, calls, chosen } = bench();
    chosen.path = '/out/predictions.csv';
    const request = { id: ID, step: null, task: 't' };
    expect(await ask(handlers, 'runs.export-predictions', request)).toEqual({ path: chosen.path });
    expect(calls).toEqual([
      ['chooseSaveFile', 'predictions.csv', 'csv'],
      ['exportPredictions', ID, null, '/out/predictions.csv', 't'],
    ]);
    chosen.path = null;
    expect(await ask(handlers, 'runs.export-predictions', request)).toBeNull();
    expect(calls).toHaveLength(3);
  });

  it('write a model where the dialog says, by the ending of its format', async () => {
    const { handlers, calls, chosen } = bench();
    chosen.path = '/out/model.json';
    const request = { id: ID, step: null, format: 'weights', task: 't' };
    expect(await ask(handlers, 'runs.export-model', request)).toEqual({ path: chosen.path });
    expect(calls).toEqual([
      ['chooseSaveFile', 'model.json', 'json'],
      ['exportModel', ID, null, { to: '/out/model.json', format: 'weights' }, 't'],
    ]);
    chosen.path = null;
    expect(await ask(handlers, 'runs.export-model', { ...request, format: 'tfjs' })).toBeNull();
    expect(calls.at(-1)).toEqual(['chooseSaveFile', 'model.tfjs', 'tfjs']);
    expect(await ask(handlers, 'runs.export-model', { ...request, format: 'exe' })).toBe('usage');
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
    const { handlers, calls, pushed } = bench();
    expect(await ask(handlers, 'settings.set', { theme: 'dark' })).toMatchObject({ theme: 'dark' });
    expect(await ask(handlers, 'settings.get')).toMatchObject({ theme: 'dark' });
    expect(calls).toEqual([['settingsChanged', 'dark']]);
    expect(pushed['settings.changed']?.theme).toBe('dark');
    // Grants would be seeded from these at the next start.
    expect(await ask(handlers, 'settings.set', { recentFiles: ['/etc/passwd'] })).toBe('usage');
    expect(await ask(handlers, 'app.get-info')).toEqual({ version: '1' });
  });

  it('hand over the files that the system opens, which the page may read from then on', async () => {
    const { handlers, recent, chosen, grants, pushed } = bench();
    Object.assign(chosen, { path: '/opened/a.csv', more: ['/opened/b.csv'] });
    expect(await ask(handlers, 'app.take-files')).toEqual({
      path: '/opened/a.csv',
      files: ['/opened/b.csv'],
    });
    expect(grants.require('/opened/b.csv')).toBe('/opened/b.csv');
    expect(pushed['settings.changed']?.recentFiles).toEqual(['/opened/a.csv']);
    expect(recent).toEqual(['/opened/a.csv']);
    chosen.path = null;
    expect(await ask(handlers, 'app.take-files')).toBeNull();
  });

  it('open a further window, which shows a run or the home view', async () => {
    const { handlers, calls } = bench();
    for (const runId of [ID, null]) expect(await ask(handlers, 'app.open-window', { runId })).toBeNull();
    for (const runId of ['../x', '', undefined])
      expect(await ask(handlers, 'app.open-window', { runId })).toBe('usage');
    expect(calls).toEqual([
      ['openWindow', ID],
      ['openWindow', null],
    ]);
  });

  it('have the menu name what would be undone', async () => {
    const { handlers, calls } = bench();
    const edits = { undo: 'Seed 1 → 2', redo: null };
    expect(await ask(handlers, 'app.show-edits', edits)).toBeNull();
    expect(await ask(handlers, 'app.show-edits', { ...edits, undo: 'x'.repeat(200) })).toBe('usage');
    expect(await ask(handlers, 'app.show-edits', { ...edits, undo: '' })).toBe('usage');
    expect(calls).toEqual([['showEdits', edits]]);
  });
});
