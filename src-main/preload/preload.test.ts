import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../src-shared/ipc/api';
import { CHANNELS, methodName, PUSHES } from '../../src-shared/ipc/channels';
import { REQUESTS } from '../../src-shared/ipc/map';
import { present } from '../../src-shared/present';

type Relay = (event: unknown, payload: unknown) => void;
type Listener = (event: unknown) => void;

const world = vi.hoisted(() => ({
  exposed: {} as Record<string, unknown>,
  invoked: [] as unknown[][],
  relays: new Map<string, Set<(event: unknown, payload: unknown) => void>>(),
  pathForFile: undefined as ((file: unknown) => string) | undefined,
}));

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => {
      world.exposed[name] = value;
    },
  },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      world.invoked.push(args);
      return Promise.resolve('answer');
    },
    on: (name: string, relay: Relay) => {
      world.relays.set(name, (world.relays.get(name) ?? new Set()).add(relay));
    },
    removeListener: (name: string, relay: Relay) => world.relays.get(name)?.delete(relay),
  },
  get webUtils() {
    return world.pathForFile === undefined ? undefined : { getPathForFile: world.pathForFile };
  },
}));

const listeners = new Map<string, Listener>();
const posted: unknown[][] = [];

beforeEach(async () => {
  vi.resetModules();
  world.exposed = {};
  world.invoked = [];
  world.relays.clear();
  world.pathForFile = undefined;
  listeners.clear();
  posted.length = 0;
  vi.stubGlobal('window', {
    location: { origin: 'app://benchtop', href: 'app://benchtop/index.html#runs' },
    navigation: {
      addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
    },
    postMessage: (...args: unknown[]) => posted.push(args),
    addEventListener: (name: string, listener: Listener, options: unknown) => {
      // Before the page, which could otherwise stop the event.
      expect(options).toEqual({ capture: true });
      listeners.set(name, listener);
    },
  });
  await import('./index');
});

const api = (): Bridge => world.exposed['benchtop'] as Bridge;

describe('window.benchtop', () => {
  it('is all that crosses, frozen, one method a request and "on"', () => {
    expect(Object.keys(world.exposed)).toEqual(['benchtop']);
    expect(Object.isFrozen(api())).toBe(true);
    expect(Object.keys(api()).sort()).toEqual([...Object.keys(REQUESTS).map(methodName), 'on'].sort());
    expect(Object.keys(api())).toMatchInlineSnapshot(`
      [
        "appGetInfo",
        "appOpenWindow",
        "appShowEdits",
        "appTakeFiles",
        "settingsGet",
        "settingsSet",
        "experimentsList",
        "experimentsSave",
        "experimentsDuplicate",
        "experimentsDelete",
        "datasetsChooseFile",
        "datasetsChooseFolder",
        "datasetsPaste",
        "datasetsLook",
        "datasetsRows",
        "datasetsInspect",
        "datasetsSample",
        "datasetsExplore",
        "datasetsElbow",
        "datasetsStability",
        "datasetsCancel",
        "datasetsConvert",
        "datasetsExportGenerated",
        "datasetsShowFile",
        "datasetsList",
        "datasetsSave",
        "datasetsDelete",
        "datasetsRemember",
        "datasetsRecall",
        "datasetsStatus",
        "datasetsLocate",
        "runsStart",
        "runsFork",
        "runsConnect",
        "runsList",
        "runsSnapshot",
        "runsPicture",
        "runsPictures",
        "runsPause",
        "runsResume",
        "runsStop",
        "runsStep",
        "runsSetLearningRate",
        "runsDrawUnits",
        "runsWatch",
        "runsSetSpeed",
        "runsContinue",
        "runsSetClusterNames",
        "runsSetRepair",
        "runsOpenTest",
        "runsExplainColumns",
        "runsExplainColumn",
        "runsExplainFaults",
        "runsExplainPoint",
        "runsPredict",
        "runsPredictRandom",
        "runsSavePoints",
        "runsChoosePoints",
        "runsPastePoints",
        "runsCheckPoints",
        "runsPredictFile",
        "runsPredictedRows",
        "runsSavePredicted",
        "runsSurface",
        "runsPlane",
        "runsWhatIf",
        "runsWeightsWhatIf",
        "runsMeasureWeights",
        "runsEvaluate",
        "runsEvaluateCommon",
        "runsBaselines",
        "runsCompareRows",
        "runsExportEvaluation",
        "runsExportPredictions",
        "runsExportModel",
        "runsShowFolder",
        "runsDataStatus",
        "figuresSave",
        "figuresCopy",
        "runsCheck",
        "groupsStart",
        "groupsEmit",
        "groupsTestCluster",
        "groupsList",
        "groupsStop",
        "groupsResume",
        "groupsSetCriterion",
        "groupsRename",
        "groupsDelete",
        "groupsTraces",
        "libraryRows",
        "libraryRecords",
        "libraryEdit",
        "libraryDelete",
        "libraryRestore",
        "libraryTrash",
        "libraryEmptyTrash",
        "libraryExport",
        "libraryPack",
        "importsChoose",
        "importsRecognise",
        "importsFind",
        "importsTake",
        "importsFollow",
        "importsUnfollow",
        "importsFollowed",
        "libraryExportTracked",
        "notesList",
        "notesRead",
        "notesWrite",
        "notesRename",
        "notesDelete",
        "notesRestore",
        "reportsPreview",
        "reportsSave",
        "reportsCopy",
        "on",
      ]
    `);
    expect(Object.values(api()).map((method) => typeof method)).toEqual(
      Object.keys(api()).map(() => 'function'),
    );
  });

  it('names its methods without clashes', () => {
    expect(new Set([...CHANNELS.map(methodName), 'on']).size).toBe(CHANNELS.length + 1);
    expect(['runs.set-speed', 'app.get-info', 'runs.predict-random'].map(methodName)).toEqual([
      'runsSetSpeed',
      'appGetInfo',
      'runsPredictRandom',
    ]);
  });

  it('asks main on the channel of the method, with one request and no more', async () => {
    for (const channel of CHANNELS) {
      world.invoked = [];
      const methods = api() as unknown as Record<string, (...args: unknown[]) => unknown>;
      const method = present(methods[methodName(channel)]);
      expect(await method({ id: 1 }, 'evil', 'more')).toBe('answer');
      expect(world.invoked).toEqual([[channel, { id: 1 }]]);
    }
  });

  it('passes pushes on without the event, until unsubscribed', () => {
    const heard: unknown[][] = [];
    const off = api().on('notice', (...args: unknown[]) => heard.push(args));
    const push = (payload: unknown): void => {
      for (const relay of world.relays.get('notice') ?? []) relay({ sender: 'secret' }, payload);
    };
    push(1);
    off();
    push(2);
    off();
    expect(heard).toEqual([[1]]);
  });

  it('hands the port of the runs on to the page of its own origin, and nothing but it and its key', () => {
    const port = {};
    for (const relay of world.relays.get('run.port') ?? [])
      relay({ sender: 'secret', ports: [port] }, 'a key');
    expect(posted).toEqual([['a key', 'app://benchtop', [port]]]);
  });

  it('listens to the pushes of the map only', () => {
    for (const name of PUSHES) api().on(name, () => undefined);
    expect([...world.relays.keys()]).toEqual(['run.port', ...PUSHES]);
    for (const name of [
      'run.events',
      'run.changed',
      'run.port',
      'runs.list',
      'file.drop',
      '__proto__',
      '',
      undefined,
    ])
      expect(() => api().on(name as never, () => undefined)).toThrow('There is no push');
    expect(world.relays.size).toBe(PUSHES.length + 1);
  });
});

describe('a drop', () => {
  function drop(files: unknown[]): { prevented: boolean } {
    const event = {
      prevented: false,
      dataTransfer: { files, types: files.length > 0 ? ['Files'] : ['text/plain'] },
      preventDefault: () => {
        event.prevented = true;
      },
    };
    present(listeners.get('dragover'))(event);
    present(listeners.get('drop'))(event);
    return event;
  }

  it('tells main the path as old versions know it', () => {
    expect(drop([{ name: 'rows.csv', path: '/data/rows.csv' }]).prevented).toBe(true);
    expect(world.invoked).toEqual([['file.drop', ['/data/rows.csv']]]);
  });

  it('tells main the path as new versions know it', () => {
    world.pathForFile = (file) => `/data/${(file as { name: string }).name}`;
    drop([{ name: 'rows.csv' }]);
    expect(world.invoked).toEqual([['file.drop', ['/data/rows.csv']]]);
  });

  it('tells main of all files that are dropped together', () => {
    world.pathForFile = (file) => (file as { path: string }).path;
    drop([{ path: '/data/a.csv' }, { path: '' }, { path: '/data/b.csv' }]);
    expect(world.invoked).toEqual([['file.drop', ['/data/a.csv', '/data/b.csv']]]);
  });

  it('is nothing without a file on this machine', () => {
    expect(drop([]).prevented).toBe(false);
    expect(drop([{ name: 'made by the page' }]).prevented).toBe(true);
    expect(world.invoked).toEqual([]);
  });
});

describe('navigation', () => {
  it.each([
    ['about:blank', true],
    ['about:srcdoc', true],
    ['https://example.invalid/', true],
    ['app://benchtop/other.html#runs', true],
    ['app://benchtop/index.html?x', true],
    ['app://benchtop/index.html', false],
    ['app://benchtop/index.html#compare', false],
  ])('to %s is refused: %s', (url, isRefused) => {
    const preventDefault = vi.fn();
    present(listeners.get('navigate'))({ destination: { url }, preventDefault });
    expect(preventDefault.mock.calls.length > 0).toBe(isRefused);
  });
});
