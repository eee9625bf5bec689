import { fail } from '../../../src-shared/errors';
import { externalRefusal } from '../../../src-shared/run/record/external';
import type { RunRecord } from '../../../src-shared/run/record/record';

/** Refuses what only a run of Benchtop's own can do. @throws BenchtopError `conflict` for another program's */
export function requireOwn({ external, name }: Pick<RunRecord, 'external' | 'name'>): void {
  if (external !== undefined) throw fail('conflict', externalRefusal(name));
}
