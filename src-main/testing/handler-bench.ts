import { expect, vi } from 'vitest';
import type { FileStatus } from '../../src-shared/dataset/named';
import { fail, type ErrorInfo } from '../../src-shared/errors';
import { parseExperiment } from '../../src-shared/experiment/schema';
import type { Channel } from '../../src-shared/ipc/channels';
import type { AppInfo } from '../../src-shared/ipc/map';
import type { Pushes } from '../../src-shared/ipc/pushes';
import { settingsSchema, type Settings } from '../../src-shared/settings';
import type { RunService } from '../runs/run-service';
import type { Workspace } from '../workspace';
import { FileGrants } from '../ipc/file-grants';
import { answer, type Handlers } from '../ipc/gate';
import { createHandlers } from '../ipc/handlers';

export const ID = '20260101-000000-000-abcdef';
/** A group that a cluster trains. */
export const ON_RAY = '20260101-000000-000-aaaaaa';
export const KEY = '123e4567-e89b-42d3-a456-426614174000';
export const CSV = '/data/rows.csv';
export const PASTED = '/tmp/pasted rows.csv';
export const SHA = 'ab'.repeat(32);

/** An experiment on a file, as the page sends it. */
export function documentOn(path: string): Record<string, unknown> {
  return {
    schemaVersion: 1,
    name: 'clusters',
    dataset: { kind: 'file', path, features: ['x'] },
    model: { kind: 'kmeans' },
  };
}

/** The handlers on services that record their calls. */
export function bench(): {
  handlers: Handlers;
  calls: unknown[][];
  pushed: { [P in keyof Pushes]?: Pushes[P] };
  shown: string[];
  settings: () => Settings;
  chosen: { path: string | null; more: string[] };
  /** Files that the system's list of recent ones was told of. */
  recent: string[];
  grants: FileGrants;
} {
  const calls: unknown[][] = [];
  const note =
    (name: string, value: unknown = null) =>
    (...args: unknown[]): unknown => {
      calls.push([name, ...args]);
      return value;
    };
  const stored = {
    record: { id: ID, experiment: parseExperiment(documentOn('/trashed.csv')) },
    path: `/runs/${ID}`,
  };
  const methods = ['start', 'list', 'snapshot', 'resume'];
  const ofControls = ['pause', 'resume', 'stop', 'setSpeed'];
  const ofLibrary = ['edit', 'delete'];
  const ofModels = [
    'picture',
    'surface',
    'evaluate',
    'evaluateCommon',
    'exportEvaluation',
    'exportPredictions',
    'exportModel',
    'weightsWhatIf',
    'measureWeights',
  ];
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
      inTask: (_task: string | null, work: (options: object) => Promise<unknown>) => work({}),
    },
    baselines: { stored: note('stored', null), train: note('train', 'trained') },
    verdicts: { compareRows: note('compareRows', []) },
    predictions: {
      ...Object.fromEntries(
        ['predict', 'check', 'predictFile', 'rows'].map((name) => [name, note(name, name)]),
      ),
      save: note('save-predicted', { rows: 3, notes: ['renamed'] }),
      savePredictions: note('savePredictions', { rows: 2 }),
    },
    dataStatus: note('dataStatus', found),
    groups: {
      start: note('start-group', 'started'),
      stop: note('stop-group', 'stopped'),
      resume: note('resume-group', 'resumed'),
      get: (id: string) => ({ id, ...(id === ON_RAY ? { cluster: { kind: 'ray' } } : {}) }),
    },
    ray: {
      start: note('start-on-ray', 'started there'),
      stop: note('stop-on-ray', 'stopped there'),
      resume: note('resume-on-ray', 'resumed there'),
      requireConsent: note('require-consent', Promise.resolve()),
      test: note('test-cluster', { version: '2.60.0', nodes: 1, cpus: 2 }),
      follows: (id: string) => id === ON_RAY,
    },
    elsewhere: {
      emit: note('emit', { path: CSV, groupId: ID, trials: 2, script: 'job.sh', start: 'sh job.sh' }),
    },
    list: () => [stored],
    library: {
      ...Object.fromEntries(ofLibrary.map((name) => [name, note(name, name)])),
      records: () => [stored],
      restore: (ids: readonly string[], onBack: (run: unknown) => void) => {
        onBack(stored);
        return { done: ids, problems: [] };
      },
    },
    reports: { make: note('report', '<!doctype html>') },
    capsules: {
      pack: note('pack', { runs: ['run-id-1'] }),
    },
    trackers: { export: note('export-tracked', undefined) },
    imports: {
      recognise: note('recognise', Promise.resolve('tensorboard')),
      find: note('find', { runs: 1 }),
      take: note('take', { runs: [], groups: [], data: 0, notices: [] }),
      follow: note('follow', undefined),
      unfollow: note('unfollow', undefined),
      followed: note('followed', [CSV]),
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
  const recent: string[] = [];
  const chosen: { path: string | null; more: string[] } = { path: CSV, more: [] };
  const handlers = createHandlers({
    workspace,
    runs,
    grants,
    deps: {
      info: () => ({ version: '1' }) as AppInfo,
      showEdits: (edits) => {
        calls.push(['showEdits', edits]);
      },
      takeFiles: () => (chosen.path === null ? null : [chosen.path, ...chosen.more]),
      noteRecent: (path) => {
        recent.push(path);
      },
      chooseFile: (missing) => {
        if (missing !== undefined) calls.push(['chooseFile', missing]);
        return Promise.resolve(chosen.path);
      },
      chooseFolder: () => Promise.resolve(chosen.path),
      chooseSource: () => Promise.resolve(chosen.path),
      chooseFiles: () => Promise.resolve(chosen.path === null ? [] : [chosen.path, ...chosen.more]),
      chooseSaveFile: (defaultName, format) => {
        calls.push(['chooseSaveFile', defaultName, format]);
        return Promise.resolve(chosen.path);
      },
      saveFile: (path, bytes) => {
        calls.push(['saveFile', path, [...bytes]]);
      },
      printFigure: (svg, widthMm, heightMm) => {
        calls.push(['printFigure', svg, widthMm, heightMm]);
        return Promise.resolve(new TextEncoder().encode('%PDF'));
      },
      pictureReport: (html, theme) => {
        calls.push(['pictureReport', html, theme]);
        return Promise.resolve({ pictures: [new Uint8Array([1])], isWhole: true });
      },
      copyToClipboard: (content) => {
        calls.push(['copyToClipboard', typeof content === 'string' ? content : [...content]]);
        return Promise.resolve();
      },
      connectRuns: (key) => {
        calls.push(['connectRuns', key]);
      },
      watchRuns: (ids) => {
        calls.push(['watchRuns', ids]);
      },
      drawUnits: (id, on) => {
        calls.push(['drawUnits', id, on]);
      },
      openWindow: (runId) => {
        calls.push(['openWindow', runId]);
      },
      keepPasted: (text) => {
        calls.push(['keepPasted', text]);
        return PASTED;
      },
      keepTable: (text) => {
        calls.push(['keepTable', text]);
        return Promise.resolve(PASTED);
      },
      showInFolder: (path) => shown.push(path),
      push: (name, payload) => {
        pushed[name] = payload;
      },
      settingsChanged: (settings) => {
        calls.push(['settingsChanged', settings.theme]);
      },
    },
  });
  return { handlers, calls, pushed, shown, settings: () => kept, chosen, recent, grants };
}

/** Value of an answer, or the kind of its error. No handler fails by a bug. */
export async function ask(handlers: Handlers, channel: Channel, request?: unknown): Promise<unknown> {
  const log = vi.fn<(error: ErrorInfo) => void>();
  const result = await answer(channel, request, handlers, log);
  expect(log).not.toHaveBeenCalled();
  return result.ok ? result.value : result.error.kind;
}
