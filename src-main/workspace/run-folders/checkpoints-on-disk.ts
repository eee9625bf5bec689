import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointRef } from '../../../src-shared/run/record/record';
import { encodeNumber } from '../../../src-shared/run/record/stored-number';
import { readCheckpointSync, type Checkpoint } from '../../files/checkpoint';
import { listOrEmpty } from '../../files/durable';

/** A checkpoint that is whole, with its model. */
export interface StoredCheckpoint {
  readonly ref: CheckpointRef;
  readonly model: Checkpoint;
}

/** Yields the whole checkpoints of a run's folder, the last one first: half-written and damaged ones are left out. */
export function* readStoredCheckpoints(runFolder: string): Generator<StoredCheckpoint, void, undefined> {
  const folder = join(runFolder, 'checkpoints');
  const names = listOrEmpty(folder).filter((name) => /^step-\d{7,}$/.test(name));
  const stepOf = (name: string): number => Number(name.slice('step-'.length));
  for (const name of names.sort((a, b) => stepOf(b) - stepOf(a))) {
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
      yield { ref: { step: model.state.step, path, bytes, metrics }, model };
    } catch {
      // Not one to go on from.
    }
  }
}
