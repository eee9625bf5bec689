import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { xnorExperiment } from '../../testing/data';
import { NO_MACHINE, openIn, useWorkspace } from '../../testing/files/workspaces';
import { xnorFacts } from '../../testing/files/xnor-facts';
import type { Workspace } from '..';
import { listContents } from './contents';
import { writeCapsule } from './pack';
import { unpackCapsule } from './unpack';

const here = useWorkspace('capsule-notes');
let home: Workspace;
let capsule: string;
beforeEach(() => {
  home = here.open();
  capsule = join(here.folder, 'runs.benchtop');
});

/** A finished run with a log. */
function addRun(workspace: Workspace, name: string, id?: string): string {
  const { record, path } = workspace.runs.create(xnorExperiment({ name }), {
    environment: NO_MACHINE,
    ...(id === undefined ? {} : { id }),
  });
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'metrics.csv'), `step,elapsedMs,loss\n0,0,0.25\n10,5,0.${name.length}\n`);
  workspace.runs.update(record.id, (old) => ({ ...old, status: 'finished', dataset: xnorFacts }));
  return record.id;
}

const elsewhere = (): Workspace => openIn(join(here.folder, 'elsewhere'));

describe('pages in a capsule', () => {
  it('name the runs by the ids that they have there', async () => {
    const [a, b] = [addRun(home, 'a'), addRun(home, 'bb')];
    const text = `![both](benchtop:compare/${a},${b}/loss)\n\n![a](benchtop:run/${a})\n\n![other](benchtop:run/20200101-other)\n`;
    home.notes.write('Trials', text, null);
    const runs = [a, b].map((id) => home.runs.get(id));
    const contents = await listContents(home.folder, runs, [], null, ['Trials']);
    expect((await writeCapsule(contents, capsule, 'test')).notes).toEqual(['Trials']);

    // Another run has the id of a there, and another page the name.
    const there = elsewhere();
    addRun(there, 'another', a);
    there.notes.write('Trials', 'mine', null);
    const taken = await unpackCapsule(capsule, there);
    const [first] = taken.runs;
    expect(first).toMatchObject({ how: 'renamed', from: a });
    expect(taken.notes).toEqual([{ from: 'Trials', name: 'Trials (2)', isNew: true }]);
    expect(there.notes.read('Trials').text).toBe('mine');
    expect(there.notes.read('Trials (2)').text).toBe(text.replaceAll(a, first?.id ?? ''));

    // A second time nothing is new, where the runs are those that are here.
    const home2 = await unpackCapsule(capsule, home);
    expect(home2.notes).toEqual([{ from: 'Trials', name: 'Trials', isNew: false }]);
    expect(home.notes.list()).toHaveLength(1);
  });
});
