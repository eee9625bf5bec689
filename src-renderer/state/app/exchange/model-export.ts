import { say } from '../../../../src-shared/language/say';
import type { ModelFormat } from '../../../../src-shared/run/model-file';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { api } from '../../../api/client';
import { attempt, toasts } from '../../base/toasts.svelte';

/** Writes the last model of a run for another program, where main's dialog says. */
export async function exportModel({ id }: Pick<RunRecord, 'id'>, format: ModelFormat): Promise<void> {
  const done = await attempt(api.runsExportModel({ id, step: null, format, task: `${id}-model` }));
  if (done !== null) toasts.info(say('Saved as {path}', { path: done.path }));
}
