import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../files/checkpoint';
import { xnorExperiment } from '../testing/data';
import { xnorFacts } from '../testing/files/xnor-facts';
import { listRecovered, useWorkspace, withThreeRuns } from '../testing/files/workspaces';

const workspace = useWorkspace('damaged-record');
const { open } = workspace;

describe('a damaged record', () => {
  const damages: readonly (readonly [string, string | null])[] = [
    ['empty', ''],
    ['half', '{"schemaVersion":1,"id":'],
    ['NUL bytes', '\0\0\0\0'],
    ['null', 'null'],
    ['of a wrong schema', '{"schemaVersion":1}'],
    ['too deep', '['.repeat(100_000)],
    ['gone', null],
  ];

  function spoil(record: string, content: string | null): void {
    if (content === null) rmSync(record);
    else writeFileSync(record, content);
  }

  /** Runs of before copies of records were written have none. */
  function removeCopy(record: string): void {
    rmSync(`${record}.bak`);
  }

  async function withCheckpoints(runFolder: string): Promise<void> {
    for (const step of [10, 9_999_999, 10_000_000])
      await writeCheckpoint(runFolder, {
        state: { kind: 'network', step, tensors: {}, extra: {} },
        metrics: { loss: 1 / step },
        experiment: xnorExperiment({ name: 'b' }),
        dataset: xnorFacts,
      });
    writeFileSync(
      join(runFolder, 'metrics.csv'),
      'step,elapsedMs,loss\n10,5.5,0.1\n10000000,77.5,1e-7\n1000',
    );
  }

  it.each(damages)(
    '(%s) is rebuilt from its checkpoints and log, and told until seen',
    async (_, content) => {
      const { bad, record } = withThreeRuns(workspace);
      await withCheckpoints(join(workspace.folder, 'runs', bad));
      removeCopy(record);
      // A bad last checkpoint is not one to go on from.
      writeFileSync(join(workspace.folder, 'runs', bad, 'checkpoints', 'step-10000000', 'weights.bin'), 'x');
      spoil(record, content);
      expect((await listRecovered(open())).sort()).toEqual(['a', 'b', 'c']);
      const opened = open();
      await opened.runs.index.refresh();
      const { record: rebuilt } = opened.runs.get(bad);
      expect(rebuilt).toMatchObject({
        name: 'b',
        status: 'interrupted',
        steps: 9_999_999,
        elapsedMs: 77.5,
        summary: { loss: 1 / 9_999_999 },
        dataset: { fingerprint: 'f' },
        recovered: { from: 'checkpoints' },
      });
      expect(rebuilt.checkpoints.map(({ step }) => step)).toEqual([10, 9_999_999]);
      const aside = readdirSync(join(workspace.folder, 'runs', bad)).find((name) =>
        name.includes('.corrupt-'),
      );
      if (content === null) expect(aside).toBeUndefined();
      else expect(readFileSync(join(workspace.folder, 'runs', bad, aside ?? ''), 'utf8')).toBe(content);
      expect(opened.runs.tellRecovered()).toHaveLength(1);
      opened.runs.update(bad, (old) => ({ ...old, recovered: undefined }));
      const seen = open();
      await seen.runs.index.refresh();
      expect(seen.runs.tellRecovered()).toEqual([]);
    },
  );

  const typed = { name: 'Mine', tags: ['paper'], note: 'Two\nlines', starred: true, archived: true };

  it.each(damages)('(%s) loses nothing that a person typed, nor its result', async (_, content) => {
    const { bad, record } = withThreeRuns(workspace);
    const group = { id: 'group-of-three', kind: 'repeat' as const, name: 'Three', place: 1 };
    open().runs.update(bad, (old) => ({ ...old, ...typed, group, clusterNames: ['a', 'b'] }));
    const { recovered: _none, ...before } = open().runs.get(bad).record;
    spoil(record, content);
    await listRecovered(open());
    const { recovered, ...after } = open().runs.get(bad).record;
    expect(recovered).toMatchObject({ from: 'backup' });
    expect(after).toEqual(before);
  });

  it('of a run that went on after its copy was written has its later checkpoints', async () => {
    const { bad, record } = withThreeRuns(workspace);
    const { runs } = open();
    runs.update(bad, (old) => ({ ...old, ...typed, status: 'running', session: 'boot.1.gone' }));
    const copy = readFileSync(`${record}.bak`, 'utf8');
    await withCheckpoints(join(workspace.folder, 'runs', bad));
    // Steps and checkpoints are found again: they cost no copy.
    runs.update(bad, (old) => ({ ...old, steps: 10 }), 'soon');
    runs.save(bad);
    expect(readFileSync(`${record}.bak`, 'utf8')).toBe(copy);
    spoil(record, '{');
    await listRecovered(open());
    const { record: after } = open().runs.get(bad);
    expect(after).toMatchObject({ ...typed, status: 'interrupted', steps: 10_000_000, elapsedMs: 77.5 });
    expect(after.checkpoints.map(({ step }) => step)).toEqual([10, 9_999_999, 10_000_000]);
  });

  it('is not taken from a copy that is damaged too, or of another run', async () => {
    const { ids, bad, record } = withThreeRuns(workspace);
    await withCheckpoints(join(workspace.folder, 'runs', bad));
    for (const copy of [
      '{',
      readFileSync(join(workspace.folder, 'runs', ids[0] ?? '', 'run.json'), 'utf8'),
    ]) {
      spoil(record, '{');
      writeFileSync(`${record}.bak`, copy);
      await listRecovered(open());
      expect(open().runs.get(bad).record).toMatchObject({ name: 'b', recovered: { from: 'checkpoints' } });
    }
  });

  it('without a checkpoint is kept aside, and told of at every start', async () => {
    const { bad, record } = withThreeRuns(workspace);
    removeCopy(record);
    spoil(record, '{');
    for (let start = 0; start < 2; start++) {
      const opened = open();
      expect((await listRecovered(opened)).sort()).toEqual(['a', 'c']);
      expect(opened.notices).toHaveLength(1);
      expect(opened.notices[0]).toContain(bad);
      expect(opened.notices[0]).toContain('no checkpoint to rebuild it from');
    }
    expect(statSync(join(workspace.folder, 'runs', bad)).isDirectory()).toBe(true);
  });
});
