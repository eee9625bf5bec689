import type { TableLook } from '../../src-shared/dataset/look';
import type { InspectReport } from '../../src-shared/dataset/report';
import { fail, type Result } from '../../src-shared/errors';
import { methodName } from '../../src-shared/ipc/channels';
import { REQUESTS } from '../../src-shared/ipc/map';
import { type PushName } from '../../src-shared/ipc/channels';
import { type Pushes } from '../../src-shared/ipc/pushes';
import type { Experiment } from '../../src-shared/experiment/schema';
import type { RunRecord, StoredRun } from '../../src-shared/run/record/record';
import type { RunStatus } from '../../src-shared/run/record/status';
import type { BenchtopApi } from '../api/client';
import { newExperiment } from '../state/form/proposed/form-guess';

/** For tests: a main process whose answers are set one by one and whose pushes are sent by hand. */
export class FakeApi {
  readonly calls: { readonly method: string; readonly request: unknown }[] = [];
  readonly #answers = new Map<string, (request: never) => Promise<Result<unknown>>>();
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();
  readonly api: BenchtopApi;

  constructor() {
    const methods: Record<string, unknown> = {
      on: (name: string, listener: (payload: never) => void) => {
        const set = this.#listeners.get(name) ?? new Set();
        this.#listeners.set(name, set.add(listener));
        return () => set.delete(listener);
      },
    };
    for (const channel of Object.keys(REQUESTS)) {
      const method = methodName(channel);
      methods[method] = (request: never) => {
        this.calls.push({ method, request });
        const answer = this.#answers.get(method);
        if (answer !== undefined) return answer(request);
        return Promise.resolve({ ok: false, error: fail('internal', `no answer for ${method}`).info });
      };
    }
    this.api = methods as unknown as BenchtopApi;
  }

  /** Sets what a method answers from now on; a thrown BenchtopError becomes its error result. */
  answer(method: keyof BenchtopApi, value: (request: never) => unknown): void {
    this.#answers.set(method, async (request) => {
      try {
        return { ok: true, value: await value(request) };
      } catch (thrown) {
        const { info } = thrown as ReturnType<typeof fail>;
        return { ok: false, error: info };
      }
    });
  }

  push<P extends PushName>(name: P, payload: Pushes[P]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload as never);
  }

  called(method: keyof BenchtopApi): number {
    return this.calls.filter((call) => call.method === method).length;
  }
}

export function fakeRun(
  id: string,
  status: RunStatus,
  changes: Partial<RunRecord> = {},
  experiment: Experiment = newExperiment(),
): StoredRun {
  const record: RunRecord = {
    schemaVersion: 1,
    id,
    name: id,
    experiment,
    status,
    error: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    endedAt: null,
    elapsedMs: 0,
    steps: 0,
    totalSteps: null,
    engine: null,
    dataset: null,
    dataCopy: null,
    parent: null,
    group: null,
    check: null,
    rateChanges: [],
    summary: {},
    result: null,
    checkpoints: [],
    findings: [],
    environment: {
      benchtop: '0',
      node: '0',
      electron: null,
      tensorflow: null,
      platform: 'test',
      v8: null,
      math: null,
    },
    session: '',
    clusterNames: [],
    tags: [],
    note: '',
    starred: false,
    archived: false,
    colour: '#0066b3',
    ...changes,
  };
  return { record, path: `/runs/${id}` };
}

/** Preview that comes before a report. */
export function fakePreview({
  path,
  name,
  bytes,
  format,
  sources,
  dialect,
  columns,
  rows,
  notes,
  doubts,
  leftOut,
  preview,
}: InspectReport): TableLook {
  return {
    path,
    name,
    bytes,
    format,
    sources,
    dialect,
    columns: columns.map((column) => ({ name: column.name, type: column.type })),
    notes,
    doubts,
    leftOut,
    page: {
      from: 0,
      rows: preview.map((cells, row) => ({ line: row + 1 + dialect.header, cells, doubt: null, bad: [] })),
      totalRows: rows,
      totalIsExact: false,
    },
  };
}

/** Lets answers that are already on their way arrive. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
