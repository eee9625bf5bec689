import { fail } from '../../../../../src-shared/errors';
import { SCRIPTS, type ScriptKind } from '../../../../../src-shared/group/where';
import type { StartGroup } from '../../../../runs/groups/plan-group';
import type { CommonValues } from '../../../declare/command';
import { text, under, words } from '../../../declare/option';
import { printJson, printLine } from '../../../print/print';
import type { Services } from '../../../services/services';
import { finish } from './finish';
import { ON_OPTION, startOnRay, type ClusterValues } from './on-ray';

/** Where the runs of a group are trained, if not here. */
export const ELSEWHERE_OPTIONS = under('Elsewhere', {
  emit: words('slurm|shell DIR', 'write a folder that trains the runs on other machines, and train none', 2),
  ...ON_OPTION,
  'remote-command': text(
    'COMMAND',
    'with --on: Benchtop’s command line on the nodes (benchtop without the option)',
  ),
});

export interface ElsewhereValues extends ClusterValues {
  /** Whether the group is held against simple models. */
  readonly baselines?: boolean;
  readonly emit?: readonly string[];
}

/** Trains the runs of a group here and waits for them, or writes what trains them elsewhere. @returns the exit code */
export async function trainGroup(
  start: StartGroup,
  options: ElsewhereValues,
  services: Services,
): Promise<number> {
  if (options.emit !== undefined) return emit(start, options.emit, options, services);
  if (options.on !== undefined) return startOnRay(start, options.on, options, services);
  const { id } = await services.runs.groups.start(start);
  return finish(id, options, services);
}

async function emit(
  start: StartGroup,
  [kind = '', folder]: readonly string[],
  options: CommonValues,
  services: Services,
): Promise<number> {
  if (!isScript(kind) || folder === undefined)
    throw fail('usage', `--emit takes slurm or shell and a new folder, not "${kind}".`, { field: 'emit' });
  const emitted = await services.runs.elsewhere.emit(start, kind, folder);
  if (options.json === true) {
    printJson(emitted);
    return 0;
  }
  const count = emitted.trials.toLocaleString('en');
  printLine(`${count} ${emitted.trials === 1 ? 'trial' : 'trials'} in ${emitted.path}`);
  printLine(`  start them there: ${emitted.start}`);
  printLine(`  take in what they have left: benchtop import ${emitted.path}`);
  return 0;
}

function isScript(kind: string): kind is ScriptKind {
  return (SCRIPTS as readonly string[]).includes(kind);
}
