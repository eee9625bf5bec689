import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { recordNames } from './record-names';

type FindName = (record: Pick<RunRecord, 'id' | 'name'>) => string;

let read = $state.raw<typeof recordNames | null>(null);

/** Reads what tells runs of one name apart; the first view does not wait for it. */
export async function readNames(): Promise<void> {
  read = (await import('./record-names')).recordNames;
}

/** Names for runs that are shown together; their own ones until {@link readNames} has come to its end. */
export function laterNames(runs: readonly StoredRun[]): FindName {
  return read?.(runs) ?? (({ name }) => name);
}
