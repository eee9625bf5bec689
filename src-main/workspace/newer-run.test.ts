import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { datasetFactsSchema } from '../../src-shared/run/record/dataset-facts';
import { isBadCheckpoint, readCheckpoint, writeCheckpoint } from '../files/checkpoint';
import { sha256, stableJson } from '../files/hash';
import { xnorExperiment } from '../testing/data';
import { NO_MACHINE, useWorkspace } from '../testing/files/workspaces';
import { recoverInterrupted } from './index';

const workspace = useWorkspace('newer-run');
const { open } = workspace;
let id: string;
let path: string;

/** A run of a newer Benchtop: what this one wrote, changed. @returns its bytes */
function writeNewer(change: Record<string, unknown>): string {
  const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const text = `${JSON.stringify({ ...record, schemaVersion: 2, ...change }, null, 2)}\n`;
  writeFileSync(path, text);
  return text;
}

beforeEach(() => {
  const { runs } = open();
  id = runs.create(xnorExperiment({ name: 'From tomorrow' }), {
    environment: { ...NO_MACHINE, benchtop: '9' },
  }).record.id;
  path = join(workspace.folder, 'runs', id, 'run.json');
  runs.update(id, (old) => ({
    ...old,
    status: 'finished',
    steps: 40,
    summary: { loss: 0.25 },
    tags: ['paper'],
  }));
  runs.close();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a run of a newer Benchtop', () => {
  const forms: readonly (readonly [string, Record<string, unknown>])[] = [
    ['with keys that this one does not know', { verdict: { is: 'good' }, summary: { loss: 0.25 } }],
    ['whose result has another form', { result: { kind: 'network', layers: [[1]] } }],
    ['whose check has another form', { check: 'equal' }],
    ['with a finding of another kind', { findings: [{ kind: 'of-tomorrow', step: 3 }] }],
  ];

  it.each(forms)('%s is shown, and never changed', async (_, change) => {
    const text = writeNewer(change);
    const workspace = open();
    const { runs } = workspace;
    await recoverInterrupted(workspace);
    expect(runs.index.rows().map((row) => [row.name, row.status])).toEqual([['From tomorrow', 'finished']]);
    const { record, locked = '' } = runs.get(id);
    expect(record).toMatchObject({
      name: 'From tomorrow',
      steps: 40,
      summary: { loss: 0.25 },
      tags: ['paper'],
    });
    expect(locked).toBe(
      `${path} was written by a newer Benchtop: what this one understands of it is shown, and nothing of it is changed. Update Benchtop to change it.`,
    );
    expect(workspace.notices).toEqual([]);
    const rename = (old: typeof record): typeof record => ({ ...old, name: 'x' });
    for (const refused of [
      () => runs.update(id, rename),
      () => runs.update(id, rename, 'soon'),
      () => {
        runs.trash(id);
      },
      () => {
        runs.requireChangeable(id);
      },
    ])
      expect(refused).toThrow(locked);
    runs.close();
    await runs.index.close();
    expect(runs.get(id).record.name).toBe('From tomorrow');
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(join(workspace.folder, 'runs', id)).sort()).toEqual(['run.json', 'run.json.bak']);
  });

  it('gives the keys that this one does not know with the rest', () => {
    writeNewer({ verdict: { is: 'good' } });
    expect(open().runs.get(id).record).toMatchObject({ verdict: { is: 'good' }, schemaVersion: 1 });
  });

  it('is shown by the window as well, whose Electron 22 has no structuredClone', () => {
    vi.stubGlobal('structuredClone', undefined);
    const text = writeNewer({ verdict: { is: 'good' }, check: 'equal' });
    expect(open().runs.get(id).locked).toContain('newer Benchtop');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('that is in training there is left to it', async () => {
    const text = writeNewer({ status: 'running', session: 'another.1.gone' });
    const workspace = open();
    expect(await recoverInterrupted(workspace)).toEqual([]);
    expect(workspace.runs.get(id).record.status).toBe('running');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('of a kind of model that this one does not know is one line, and left as it is', async () => {
    const experiment = { ...xnorExperiment(), model: { kind: 'forest', trees: 3 } };
    const text = writeNewer({ experiment });
    const workspace = open();
    await recoverInterrupted(workspace);
    expect(workspace.runs.index.rows()).toEqual([]);
    expect(workspace.notices).toEqual([
      `The run in ${join(workspace.folder, 'runs', id)} cannot be read now: a newer Benchtop made it: update Benchtop to open it.`,
    ]);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('has checkpoints that are not taken for damaged ones', async () => {
    const dataset = datasetFactsSchema.parse({
      ...{ name: 'XNOR', sha256: '', rows: 4, droppedRows: 0, trainRows: 4, validationRows: 0 },
      ...{ features: ['x1', 'x2'], target: 'y', classes: [0, 1], featureRanges: [], fingerprint: 'f' },
      scaler: { kind: 'none', offset: [], scale: [] },
    });
    const runFolder = join(workspace.folder, 'runs', id);
    const state = { kind: 'network' as const, step: 10, tensors: {}, extra: {} };
    await writeCheckpoint(runFolder, { state, metrics: {}, experiment: xnorExperiment(), dataset });
    const manifest = join(runFolder, 'checkpoints', 'step-0000010', 'manifest.json');
    const { sha256: _old, ...stored } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>;
    const newer = { ...stored, schemaVersion: 2 };
    writeFileSync(manifest, JSON.stringify({ ...newer, sha256: sha256(stableJson(newer)) }));
    const problem = readCheckpoint(runFolder, 'checkpoints/step-0000010');
    await expect(problem).rejects.toThrow(`${manifest} was written by a newer Benchtop`);
    await expect(problem).rejects.not.toSatisfy(isBadCheckpoint);
  });

  it('is not taken from the copy that this one wrote before', () => {
    writeNewer({ name: 'Named there' });
    expect(open().runs.get(id).record.name).toBe('Named there');
  });
});
