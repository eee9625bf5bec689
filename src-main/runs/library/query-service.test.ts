import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { xnorExperiment } from '../../testing/data';
import { Programs } from '../../testing/run-harness';

const programs = new Programs('query');
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

describe('a query of a workspace', () => {
  it('answers over runs, their settings and what they logged', async () => {
    const { runs, workspace } = programs.start('here');
    const folder = workspace.runs.findFolder('20261201-010203-004-abcdef');
    mkdirSync(folder, { recursive: true });
    const document = {
      schemaVersion: 1,
      kind: 'external',
      name: 'far',
      status: 'finished',
      createdAt: '2026-12-01T01:02:03Z',
    };
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...document, group: 'g', config: { lr: 0.5 } }));
    writeFileSync(join(folder, 'metrics.csv'), 'step,elapsedMs,loss\n0,0,2\n1,1,0.25\n');
    const { columns, rows } = await runs.queries.query(
      `SELECT r.name, group_id, group_name, p.number AS lr, min(m.value) AS least FROM runs r
       JOIN params p ON p.run_id = r.id AND p.name = 'config.lr' JOIN metrics m ON m.run_id = r.id GROUP BY ALL`,
      10,
    );
    expect(columns).toEqual(['name', 'group_id', 'group_name', 'lr', 'least']);
    expect(rows).toEqual([['far', null, 'g', 0.5, 0.25]]);
    await expect(runs.queries.query('DELETE FROM runs', 10)).rejects.toThrow('A query is one SELECT');
  });

  it('knows the groups of runs that were trained here', async () => {
    const { runs } = programs.start('groups', 1);
    const { id } = await runs.groups.start({
      name: 'two seeds',
      experiment: xnorExperiment({ training: { epochs: 5 } }),
      plan: { kind: 'repeat', n: 2, sameData: false },
      criterion: null,
    });
    await runs.groups.whenOver(id);
    const { rows } = await runs.queries.query(
      'SELECT group_id, group_name, count(*) AS n, count(DISTINCT seed) AS seeds FROM runs GROUP BY ALL',
      10,
    );
    expect(rows).toEqual([[id, 'two seeds', 2, 2]]);
  });
});
