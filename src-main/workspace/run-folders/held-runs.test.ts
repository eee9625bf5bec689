import Conf from 'conf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { newSession, openWorkspace } from '..';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-held-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Collects what nobody refers to any more, whatever this process was started with. */
const collect = ((): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function heldBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

it('holds a few kilobytes of each trial of a sweep that is over', () => {
  const workspace = openWorkspace({ folder, Store: Conf, session: newSession(), bundled: null });
  const { runs } = workspace;
  const environment = {
    ...{ benchtop: 'test', node: '24', electron: null, tensorflow: null },
    ...{ platform: 'linux' as const, v8: '13', math: 'portable' as const },
  };
  let made = 0;
  const train = (count: number): void => {
    for (const end = made + count; made < end; made++) {
      const experiment = parseExperiment({
        schemaVersion: 1,
        name: 'xnor',
        seed: made,
        dataset: { kind: 'generated', generator: 'xnor' },
        model: {
          kind: 'network',
          layers: [
            { units: 2, activation: 'sigmoid' },
            { units: 1, activation: 'sigmoid' },
          ],
        },
      });
      const id = `20260101-000000-000-abcdef-${String(made).padStart(4, '0')}`;
      runs.create(experiment, { id, environment });
      runs.update(id, (record) => ({ ...record, status: 'running' }), 'soon');
      runs.update(id, (record) => ({ ...record, status: 'finished', steps: 1 }), 'soon');
      runs.save(id);
    }
  };
  // What is made once: code, schemas.
  train(50);
  const start = heldBytes();
  train(250);
  const each = (heldBytes() - start) / 250;
  runs.close();
  // 2.6 KB measured; 3.6 KB where nothing is shared with the trial before.
  expect(each).toBeLessThan(3100);
});
