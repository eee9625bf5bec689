import type { Outcome, RowPageText } from '../../../src-shared/ipc/library';
import { edited, type RunEdit } from '../../../src-shared/run/library/edit';
import type { RunRow } from '../../../src-shared/run/library/row';
import type { TrashedRun } from '../../../src-shared/run/library/trash';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { STATUS_SENTENCES } from '../../../src-shared/run/record/status-sentences';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { TimeSlices, writeRuns, type RunExport, type Workspace } from '../../workspace';
import type { RunRecorder } from '../live/run-recorder';

/** About two milliseconds to make into a text. */
const PAGE_ROWS = 500;
/** Reasons that are told. */
const MAX_PROBLEMS = 5;

/** The runs as a whole: their table, changes to many of them, the trash. */
export class LibraryService {
  readonly #runs: Workspace['runs'];
  readonly #copies: Workspace['copies'];
  readonly #recorder: RunRecorder;

  constructor({ runs, copies }: Pick<Workspace, 'runs' | 'copies'>, recorder: RunRecorder) {
    this.#runs = runs;
    this.#copies = copies;
    this.#recorder = recorder;
  }

  /** Rows of the runs older than `before`, newest first; the first page looks at the folders again. */
  async rows(before: string | null): Promise<RowPageText> {
    if (before === null) await this.#runs.index.refresh();
    const all = this.#runs.index.rows();
    const from = before === null ? 0 : firstOlder(all, before);
    const page = all.slice(from, from + PAGE_ROWS);
    const isLast = from + page.length >= all.length;
    return {
      text: JSON.stringify(page),
      before: isLast ? null : (page[page.length - 1]?.id ?? null),
      total: all.length,
    };
  }

  /** Every row, newest first, as the folders are now. */
  async all(): Promise<readonly RunRow[]> {
    await this.#runs.index.refresh();
    return this.#runs.index.rows();
  }

  /** The same with all that other programs logged by now. */
  async recordsRead(ids: readonly string[]): Promise<StoredRun[]> {
    const there = ids.filter((id) => this.#runs.has(id));
    return Promise.all(there.map((id) => this.#runs.getRead(id)));
  }

  /** Whole records of runs that are there and can be read now; why one cannot is among the workspace's notices. */
  records(ids: readonly string[]): StoredRun[] {
    return ids.flatMap((id) => (this.#runs.has(id) ? [this.#runs.get(id)] : []));
  }

  edit(ids: readonly string[], edit: RunEdit): Promise<Outcome> {
    return this.#each(ids, (id) => {
      const { record } = this.#runs.get(id);
      if (edited(record, edit) !== record) this.#recorder.change(id, (old) => edited(old, edit));
    });
  }

  /** Moves runs to the trash; those that still train stay. */
  delete(ids: readonly string[]): Promise<Outcome> {
    return this.#each(ids, (id) => {
      const { record, elsewhere } = this.#runs.get(id);
      if (!TERMINAL.has(record.status))
        throw fail(
          'conflict',
          elsewhere ??
            sentence('“{name}” is {status}: stop it before deleting it.', {
              name: record.name,
              status: STATUS_SENTENCES[record.status],
            }),
        );
      this.#runs.trash(id);
      this.#recorder.push('run.changed', { runId: id, run: null });
    });
  }

  /** Brings runs back from the trash; `onBack` is told of each before anybody else. */
  restore(ids: readonly string[], onBack: (run: StoredRun) => void = () => undefined): Promise<Outcome> {
    return this.#each(ids, (id) => {
      const run = this.#runs.restore(id);
      onBack(run);
      this.#recorder.push('run.changed', { runId: id, run });
    });
  }

  /** What is in the trash, the newest deletion first. */
  trash(): Promise<TrashedRun[]> {
    return this.#runs.trashed.list();
  }

  /**
   * Deletes runs of the trash for good (null: all), with the copies of data files that they alone had.
   * @returns the bytes that this freed
   */
  async emptyTrash(ids: readonly string[] | null): Promise<Outcome & { readonly bytes: number }> {
    const all = ids ?? (await this.#runs.trashed.ids());
    let bytes = 0;
    const copies = new Set<string>();
    const outcome = await this.#each(all, async (id) => {
      const freed = await this.#runs.trashed.remove(id);
      bytes += freed.bytes;
      for (const copy of freed.dataCopies) copies.add(copy);
    });
    return { ...outcome, bytes: bytes + (await this.#copies.removeUnused(copies, this.#runs)) };
  }

  /**
   * Writes runs as a table of columns, or as their whole records.
   * @returns how many were written: those that are still there
   */
  export(ids: readonly string[], how: RunExport): Promise<number> {
    return writeRuns(ids, how, {
      row: (id) => this.#runs.index.get(id),
      run: (id) => this.records([id])[0] ?? null,
    });
  }

  /** One after the other, in time slices: a write to the disk each takes some milliseconds. */
  async #each(ids: readonly string[], action: (id: string) => void | Promise<void>): Promise<Outcome> {
    const slices = new TimeSlices();
    const done: string[] = [];
    const problems = new Set<string>();
    for (const id of ids) {
      await slices.next();
      try {
        await action(id);
        done.push(id);
      } catch (error) {
        if (!(error instanceof BenchtopError)) throw error;
        if (problems.size < MAX_PROBLEMS) problems.add(error.info.message);
      }
    }
    return { done, problems: [...problems] };
  }
}

/** Index of the first row with a smaller id, in rows by descending id. */
function firstOlder(rows: readonly RunRow[], before: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.id ?? '') < before) high = middle;
    else low = middle + 1;
  }
  return low;
}
