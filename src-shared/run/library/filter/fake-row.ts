import type { RunRow } from '../row';

/** For tests: the row of a finished run, with changes. */
export function fakeRow(id: string, changes: Partial<RunRow>): RunRow {
  return {
    id,
    name: id,
    status: 'finished',
    kind: 'network',
    createdAt: '2026-11-01T10:00:00.000Z',
    startedAt: null,
    endedAt: null,
    elapsedMs: 1000,
    steps: 100,
    totalSteps: 100,
    engine: 'typed',
    dataset: 'xnor',
    sha256: null,
    fingerprint: null,
    seed: 1,
    tags: [],
    note: '',
    starred: false,
    archived: false,
    colour: '#0066b3',
    parentId: null,
    error: null,
    params: {},
    metrics: {},
    ...changes,
  };
}
