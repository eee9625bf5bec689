import { randomBytes } from 'node:crypto';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { RunRecord } from '../../../src-shared/run/record/record';

/** What is known of a run when it is made, beside its experiment. */
export type NewRunOptions = Pick<RunRecord, 'environment'> &
  Partial<
    Pick<
      RunRecord,
      'id' | 'name' | 'dataCopy' | 'otherCopies' | 'rateChanges' | 'measuring' | 'parent' | 'group'
    >
  >;

/** Record of a run that has not begun: queued, with nothing read or trained. */
export function newRecord(
  experiment: Experiment,
  options: NewRunOptions & Pick<RunRecord, 'id' | 'session' | 'colour'>,
): RunRecord {
  return {
    schemaVersion: 1,
    id: options.id,
    name: options.name ?? experiment.name,
    experiment,
    status: 'queued',
    error: null,
    createdAt: new Date().toISOString(),
    startedAt: null,
    endedAt: null,
    elapsedMs: 0,
    steps: 0,
    totalSteps: null,
    engine: null,
    dataset: null,
    dataCopy: options.dataCopy ?? null,
    ...(options.otherCopies === undefined ? {} : { otherCopies: options.otherCopies }),
    ...(options.measuring === undefined ? {} : { measuring: options.measuring }),
    summary: {},
    result: null,
    parent: options.parent ?? null,
    group: options.group ?? null,
    check: null,
    rateChanges: options.rateChanges ?? [],
    checkpoints: [],
    findings: [],
    environment: options.environment,
    session: options.session,
    clusterNames: [],
    tags: [],
    note: '',
    starred: false,
    archived: false,
    colour: options.colour,
  };
}

/** Sortable by time, unique by chance: 20261123-231502-417-k3f9. */
export function newRunId(): string {
  const time = new Date()
    .toISOString()
    .replace(/[-:]/g, '')
    .replace('T', '-')
    .replace(/\.(\d{3})Z/, '-$1');
  return `${time}-${randomBytes(3).toString('hex')}`;
}
