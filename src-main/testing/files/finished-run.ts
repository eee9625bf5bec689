import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../workspace';
import { xnorExperiment } from '../data';
import { NO_MACHINE } from './workspaces';
import { xnorFacts } from './xnor-facts';

/** A finished run with a log and a checkpoint whose bytes tell its name's length. @returns its id */
export function addFinishedRun(workspace: Workspace, name: string, id?: string): string {
  const { record, path } = workspace.runs.create(xnorExperiment({ name }), {
    environment: NO_MACHINE,
    ...(id === undefined ? {} : { id }),
  });
  writeFileSync(join(path, 'metrics.csv'), `step,elapsedMs,loss\n0,0,0.25\n10,5,0.${name.length}\n`);
  mkdirSync(join(path, 'checkpoints', 'step-0000010'), { recursive: true });
  writeFileSync(join(path, 'checkpoints', 'step-0000010', 'weights.bin'), Buffer.alloc(64, name.length));
  workspace.runs.update(record.id, (old) => ({ ...old, status: 'finished', dataset: xnorFacts }));
  return record.id;
}
