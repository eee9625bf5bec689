import Conf from 'conf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { newSession, openWorkspace, recoverInterrupted, type Workspace } from '../../workspace';
import { xnorExperiment } from '../data';

/** What records of runs say of the machine where no test is about it: nothing. */
export const NO_MACHINE: RunRecord['environment'] = {
  benchtop: 'test',
  node: '',
  electron: null,
  tensorflow: null,
  platform: '',
  v8: null,
  math: null,
};

/** Opens the workspace in a folder, as a process of its own would. */
export function openIn(folder: string, bundled: string | null = null): Workspace {
  return openWorkspace({ folder, Store: Conf, session: newSession(), bundled });
}

/** A workspace for each test of a file, in a new folder that is gone after the last one. */
export interface TestWorkspace {
  /** The running test's folder; made when a workspace is first opened there. */
  readonly folder: string;
  /** Opens the running test's workspace; again: as another process, or after a restart. */
  readonly open: () => Workspace;
}

/** @param name of the temporary folder, which tells whose it is where a test is killed */
export function useWorkspace(name: string, bundled: string | null = null): TestWorkspace {
  const root = mkdtempSync(join(tmpdir(), `benchtop-${name}-`));
  let count = 0;
  beforeEach(() => {
    count++;
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const findFolder = (): string => join(root, String(count));
  return {
    get folder() {
      return findFolder();
    },
    open: () => openIn(findFolder(), bundled),
  };
}

/** Three finished runs, "a", "b" and "c", of which a test spoils the middle one. */
export function withThreeRuns({ folder, open }: TestWorkspace): {
  ids: string[];
  bad: string;
  record: string;
} {
  const { runs } = open();
  const ids = ['a', 'b', 'c'].map((name) => {
    const { record } = runs.create(xnorExperiment({ name }), { environment: NO_MACHINE });
    runs.update(record.id, (old) => ({ ...old, status: 'finished', metricRanges: {} }));
    return record.id;
  });
  const bad = ids[1] ?? '';
  return { ids, bad, record: join(folder, 'runs', bad, 'run.json') };
}

/** Names of the runs that a start of the program lists, damaged ones recovered where that is possible. */
export async function listRecovered(workspace: Workspace): Promise<string[]> {
  await recoverInterrupted(workspace);
  return workspace.runs.index.rows().map(({ name }) => name);
}
