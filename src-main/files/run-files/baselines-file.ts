import { join } from 'node:path';
import {
  baselinesText,
  runBaselinesSchema,
  type RunBaselines,
} from '../../../src-shared/compare/baselines/baselines';
import { writeFileDurable } from '../durable';
import { readRegularText } from '../regular-file';

const NAME = 'baselines.json';

/** Keeps what a run's baselines came to. @throws BenchtopError `disk-full` or `storage` */
export function writeBaselines(runFolder: string, found: RunBaselines): void {
  writeFileDurable(join(runFolder, NAME), `${baselinesText(found)}\n`);
}

/**
 * What was kept of a run's baselines; null where there is none that can be read, or it is of another model or
 * other data of the run.
 */
export function readBaselines(
  runFolder: string,
  { step, fingerprint }: Pick<RunBaselines, 'step' | 'fingerprint'>,
): RunBaselines | null {
  let document: unknown;
  try {
    document = JSON.parse(readRegularText(join(runFolder, NAME)));
  } catch {
    return null;
  }
  const { success, data } = runBaselinesSchema.safeParse(document);
  return success && data.step === step && data.fingerprint === fingerprint ? data : null;
}
