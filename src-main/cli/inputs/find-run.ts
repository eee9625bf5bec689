import { fail } from '../../../src-shared/errors';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { printNotice } from '../print/print';
import type { Services } from '../services/services';

/** A run by its id, the beginning of it, or `last`. @throws BenchtopError */
export function findRun(text: string | undefined, services: Services): StoredRun {
  if (text === undefined) throw fail('usage', 'Name a run by its id, the beginning of it, or "last".');
  const { runs } = services.workspace;
  if (text === 'last') {
    const [newest] = runs.list(1);
    if (newest !== undefined) return newest;
  }
  const found = runs.ids().filter((id) => id.startsWith(text));
  const exact = found.find((id) => id === text) ?? (found.length === 1 ? found[0] : undefined);
  if (exact !== undefined) return runs.get(exact);
  if (found.length > 1) throw fail('usage', `"${text}" begins ${found.length} runs: give more of the id.`);
  throw fail(
    'not-found',
    `There is no run "${text}" in ${services.workspace.folder}: "benchtop runs" lists them.`,
  );
}

/** Says what a person must know of a model (null: the run's last one) before it answers. */
export async function noteModel(id: string, step: number | null, services: Services): Promise<void> {
  const note = await services.runs.models.note(id, step);
  if (note !== null) printNotice(note);
}
