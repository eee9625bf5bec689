// The steps that every command shares, in the order they need each other.
import { join } from 'node:path';
import { ALL_PARTS, build } from './builds.mjs';
import { provisionSqlite } from './provision/duckdb-extensions.mjs';
import { provisionElectron } from './provision/electron.mjs';
import { installHooks } from './checks/hooks.mjs';
import { install } from './provision/install.mjs';
import { withLock } from './provision/lock.mjs';
import { cache, readRuntime, root } from './places.mjs';
import { COMMAND_LINE_PARTS } from './ready.mjs';
import { step, SetupError } from './steps.mjs';
import { provisionTensorflow } from './provision/tensorflow.mjs';
import { provisionTrainingStep } from './provision/training-step.mjs';

const MINIMUM = [20, 19];

/**
 * Installs, provisions and builds what is not there yet.
 * @param {{ electron: 'required' | 'optional' | 'none', parts?: readonly string[] }} wanted
 *   electron 'none': for the command line alone, without a window; parts: what to build, by default all that this needs
 * @returns {Promise<{ electron: { executable: string, version: string } | null, electronProblem: Error | null }>}
 */
export async function setUp({ electron, parts = electron === 'none' ? COMMAND_LINE_PARTS : ALL_PARTS }) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
    throw new SetupError(`Node ${process.versions.node} is too old.`, {
      todo: `install Node ${MINIMUM.join('.')} or newer`,
    });
  }
  return withLock(join(root, '.benchtop'), async () => {
    await step('Packages', install);
    await step('Hooks', () => installHooks());
    const problem = await withLock(cache, async () => {
      await step('TensorFlow', provisionTensorflow);
      await step('Training step', provisionTrainingStep);
      await step('SQLite', provisionSqlite);
      if (electron === 'none') return null;
      try {
        await step('Electron', provisionElectron);
        return null;
      } catch (error) {
        if (electron === 'required') throw error;
        return error;
      }
    });
    await step('Build', () => build(parts));
    return { electron: problem === null ? (readRuntime().electron ?? null) : null, electronProblem: problem };
  });
}
