import { inEnglish } from '../../src-shared/language/sentence';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchtopError } from '../../src-shared/errors';
import { parseExperiment, type Experiment } from '../../src-shared/experiment/schema';
import { settingsSchema, type Settings } from '../../src-shared/settings';
import { registerFileDrop } from './file-drop';
import { FileGrants, grantStored, rememberFile } from './file-grants';

function experimentOn(path: string): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'clusters',
    dataset: { kind: 'file', path, features: ['x'] },
    model: { kind: 'kmeans' },
  });
}

function catchKind(work: () => unknown): string {
  try {
    work();
    return 'allowed';
  } catch (thrown) {
    return thrown instanceof BenchtopError ? thrown.info.kind : String(thrown);
  }
}

describe('FileGrants', () => {
  it('allows what main handed out, however it is written, and nothing else', () => {
    const grants = new FileGrants();
    grants.grant('/data/rows.csv');
    const tried = [
      '/data/rows.csv',
      '/data/../data/./rows.csv',
      '/data/rows.csv/../other.csv',
      '/data',
      '/etc/passwd',
    ];
    expect(tried.map((path) => catchKind(() => grants.require(path)))).toEqual([
      'allowed',
      'allowed',
      'not-allowed',
      'not-allowed',
      'not-allowed',
    ]);
  });

  it('looks into experiments; generated data needs no file', () => {
    const grants = new FileGrants();
    const experiment = experimentOn('/data/rows.csv');
    expect(catchKind(() => grants.requireExperiment(experiment))).toBe('not-allowed');
    grants.grantExperiment(experiment);
    expect(grants.requireExperiment(experiment)).toBe(experiment);
    const generated = parseExperiment({
      schemaVersion: 1,
      name: 'xnor',
      dataset: { kind: 'generated', generator: 'xnor' },
      model: { kind: 'kmeans' },
    });
    expect(new FileGrants().requireExperiment(generated)).toBe(generated);
  });

  it('starts with the files of saved experiments and data sets, of runs, and the recent ones', () => {
    const grants = new FileGrants();
    grantStored(grants, {
      experiments: { list: () => [{ experiment: experimentOn('/a.csv') }] },
      datasets: { list: () => [{ dataset: experimentOn('/e.csv').dataset }] },
      runs: { index: { rows: () => [{ params: { 'dataset.path': '/b.csv' } }, { params: {} }] } },
      settings: { get: () => ({ recentFiles: ['/c.csv'] }) },
    } as unknown as Parameters<typeof grantStored>[1]);
    const tried = ['/a.csv', '/b.csv', '/c.csv', '/e.csv', '/d.csv'].map((path) =>
      catchKind(() => grants.require(path)),
    );
    expect(tried).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'not-allowed']);
  });
});

describe('rememberFile', () => {
  it('puts the newest first, each once, ten at most', () => {
    let kept: Settings = settingsSchema.parse({});
    const settings = {
      get: () => kept,
      set: (patch: Partial<Settings>) => (kept = settingsSchema.parse({ ...kept, ...patch })),
    };
    for (let n = 0; n < 12; n++) rememberFile(settings, `/${n}.csv`);
    expect(rememberFile(settings, '/5.csv').recentFiles).toEqual(
      [5, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((n) => `/${n}.csv`),
    );
  });
});

describe('registerFileDrop', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'benchtop-drop-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function drop(paths: unknown, isOurs = true): { accepted: (readonly string[])[]; refused: string[] } {
    const accepted: (readonly string[])[] = [];
    const refused: string[] = [];
    const contents = { mainFrame: { url: 'app://benchtop/index.html' } } as unknown as WebContents;
    registerFileDrop(
      {
        handle: (_channel, listener) => {
          const senderFrame = isOurs ? contents.mainFrame : { url: 'app://benchtop/index.html' };
          listener({ sender: contents, senderFrame } as IpcMainInvokeEvent, paths);
        },
      },
      { isWindow: (one) => one === contents, origin: 'app://benchtop' },
      { accept: (files) => accepted.push(files), refuse: (said) => refused.push(inEnglish(said)) },
    );
    return { accepted, refused };
  }

  it('accepts a file that is there', () => {
    const file = join(folder, 'rows, with commas & ünïcode.csv');
    writeFileSync(file, 'x\n1\n');
    expect(drop([file])).toEqual({ accepted: [[file]], refused: [] });
    expect(drop([file], false)).toEqual({ accepted: [], refused: [] });
  });

  it('accepts files that come together, and none where one of them cannot be opened', () => {
    const files = ['a.csv', 'b.csv'].map((name) => join(folder, name));
    for (const file of files) writeFileSync(file, 'x\n1\n');
    expect(drop(files)).toEqual({ accepted: [files], refused: [] });
    const withOther = drop([...files, join(folder, 'gone.csv')]);
    expect(withOther).toEqual({ accepted: [], refused: [expect.stringContaining('cannot be opened')] });
  });

  it('accepts a folder that comes alone', () => {
    mkdirSync(join(folder, 'inner'));
    expect(drop([join(folder, 'inner')])).toEqual({ accepted: [[join(folder, 'inner')]], refused: [] });
  });

  it('says why it refuses a folder among others, a device, and what is not there', () => {
    mkdirSync(join(folder, 'inner'));
    writeFileSync(join(folder, 'a.csv'), 'x\n1\n');
    const { accepted, refused } = drop([join(folder, 'a.csv'), join(folder, 'inner')]);
    expect([accepted, refused]).toEqual([[], [`${join(folder, 'inner')} is a folder: drop a file.`]]);
    expect(drop(['/dev/zero']).refused).toEqual(['/dev/zero is not an ordinary file: drop a file.']);
    expect(drop([join(folder, 'gone.csv')]).refused).toEqual([expect.stringContaining('cannot be opened')]);
  });

  it.each([
    [undefined],
    [null],
    [7],
    [{}],
    ['/etc/passwd'],
    [[]],
    [[['/etc/passwd']]],
    [['/etc/passwd', 7]],
    [['rows.csv']],
    [['']],
    [['a\0b']],
    [[`/${'a'.repeat(5000)}`]],
    [new Array(10_001).fill('/etc/passwd')],
  ])('ignores what no preload script sends: %j', (junk) => {
    expect(drop(junk)).toEqual({ accepted: [], refused: [] });
  });
});
