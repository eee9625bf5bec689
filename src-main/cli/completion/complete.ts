import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundledNames } from '../../workspace/bundled';
import { workspaceFolder } from '../../workspace/location';
import { COMMANDS } from '../commands';
import { printable, printLine } from '../print/print';
import { BUNDLED } from '../services/bundled';
import { candidates, type Names } from './candidates';
import { FILES } from '../commands/shell/scripts';

/** The newest runs that are offered. */
const MAX_RUNS = 50;

/**
 * Prints what may stand in place of the last word, for the scripts of the shells.
 * @param words the words behind the program's name
 * @returns the exit code
 */
export function complete(words: readonly string[]): number {
  const typed = words[words.length - 1] ?? '';
  const offer = candidates(words, COMMANDS, findNames(words));
  const fitting = offer.candidates.filter(([value]) => value.startsWith(typed));
  if (offer.files && fitting.length === 0) printLine(FILES);
  for (const [value, about] of fitting) printLine(about === '' ? value : `${value}\t${printable(about)}`);
  return 0;
}

function findNames(words: readonly string[]): Names {
  const at = words.indexOf('--workspace');
  return {
    runs: () => runIds(workspaceFolder(at < 0 ? undefined : words[at + 1])).map((id) => [id, '']),
    experiments: () => bundledNames(BUNDLED).map((name) => [name, 'bundled experiment']),
  };
}

/** Runs' folders are named by their ids, which begin with the time. */
function runIds(workspace: string): string[] {
  try {
    return readdirSync(join(workspace, 'runs'))
      .filter((name) => /^\d{8}-/.test(name))
      .sort()
      .reverse()
      .slice(0, MAX_RUNS);
  } catch {
    // A workspace that is not there yet has no runs.
    return [];
  }
}
