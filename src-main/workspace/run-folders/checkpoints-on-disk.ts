import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointRef } from '../../../src-shared/run/record/record';
import { encodeNumber } from '../../../src-shared/run/record/stored-number';
import { isBadCheckpoint, readCheckpointSync, type Checkpoint } from '../../files/checkpoint';
import { listOrEmpty } from '../../files/durable';
import { readRegularFile } from '../../files/regular-file';

/** A checkpoint that is whole, with its model. */
export interface StoredCheckpoint {
  readonly ref: CheckpointRef;
  readonly model: Checkpoint;
}

/** Yields the whole checkpoints of a run's folder, the last one first: half-written and damaged ones are left out. */
export function* readStoredCheckpoints(runFolder: string): Generator<StoredCheckpoint, void, undefined> {
  const folder = join(runFolder, 'checkpoints');
  const names = listOrEmpty(folder).filter((name) => /^step-\d{7,}$/.test(name));
  const parseStep = (name: string): number => Number(name.slice('step-'.length));
  for (const name of names.sort((a, b) => parseStep(b) - parseStep(a))) {
    const path = `checkpoints/${name}`;
    try {
      const model = readCheckpointSync(runFolder, path);
      const bytes = ['manifest.json', 'weights.bin'].reduce(
        (sum, file) => sum + statSync(join(folder, name, file)).size,
        0,
      );
      const metrics = Object.fromEntries(
        Object.entries(model.metrics).map(([metric, value]) => [metric, encodeNumber(value)]),
      );
      const { isOfSample } = model;
      const ref = { step: model.state.step, path, bytes, metrics, ...(isOfSample && { isOfSample }) };
      yield { ref, model };
    } catch {
      // Not one to go on from.
    }
  }
}

/** The checkpoints of runs, as they are on disk. */
export class StoredCheckpoints {
  readonly #findFolder: (id: string) => string;

  constructor(findFolder: (id: string) => string) {
    this.#findFolder = findFolder;
  }

  /** Why a checkpoint cannot be gone on from; null where it is whole. */
  findProblem(id: string, { path }: Pick<CheckpointRef, 'path'>): Error | null {
    try {
      readCheckpointSync(this.#findFolder(id), path);
      return null;
    } catch (error) {
      if (isBadCheckpoint(error)) return error;
      throw error;
    }
  }
}

/**
 * The whole checkpoints of a run that was interrupted, ascending. Where rows that were logged before one are
 * missing, as a power cut can leave it, going on from there would leave a hole: it is left out.
 */
export function findSoundCheckpoints(runFolder: string): CheckpointRef[] {
  const whole = [...readStoredCheckpoints(runFolder)];
  const lines = new Map<string, number>();
  const countOnce = (name: string): number => {
    const count = lines.get(name) ?? countLines(join(runFolder, name));
    lines.set(name, count);
    return count;
  };
  const fitting = whole.filter(({ model: { log = {} } }) =>
    Object.entries(log).every(([name, requested]) => countOnce(name) >= requested),
  );
  // With a log that is gone, a model that is there is still better than none.
  return (fitting.length > 0 ? fitting : whole).map(({ ref }) => ref).reverse();
}

/** Line ends in a log; 0 where it cannot be read. */
function countLines(path: string): number {
  try {
    const bytes = readRegularFile(path);
    let count = 0;
    for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++;
    return count;
  } catch {
    return 0;
  }
}
