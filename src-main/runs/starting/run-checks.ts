import { requireOwn } from '../checkpoints/own-run';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { encodeNumber } from '../../../src-shared/run/record/stored-number';
import type { RunCheck } from '../../../src-shared/run/record/run-check';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { environmentNotes } from '../../../src-shared/run/text/runtime-text';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { STATUS_SENTENCES } from '../../../src-shared/run/record/status-sentences';
import type { Apart, MetricsComparison } from '../../worker/protocol/runs';

/** What TensorFlow's kernels promise from one run to the next; typed arrays give the same bits. */
const CLOSE = 1e-5;

export interface RunChecksOptions {
  readonly get: (id: string) => StoredRun;
  /** Starts the same run again; `stopAt`: the step that it ends at, null: its end. */
  readonly startAgain: (record: RunRecord, stopAt: number | null, task: string | null) => Promise<StoredRun>;
  readonly whenOver: (id: string) => Promise<StoredRun>;
  readonly compare: (a: StoredRun, b: StoredRun) => Promise<MetricsComparison>;
  readonly stamp: (id: string, check: RunCheck) => void;
  readonly onProblem: (error: unknown, runId: string) => void;
}

/** Runs runs again and compares the numbers, to see whether they can be reproduced. */
export class RunChecks {
  readonly #options: RunChecksOptions;
  /** By the id of the repetition. */
  readonly #under = new Map<string, Promise<void>>();

  constructor(options: RunChecksOptions) {
    this.#options = options;
  }

  /**
   * Starts the run again; once that is over, both are stamped with what came of it.
   * @returns the repetition
   * @throws BenchtopError `conflict` for a run that trains, has logged nothing or cannot be changed, or what its data says
   */
  async start(id: string, task: string | null = null): Promise<StoredRun> {
    const checked = this.#options.get(id);
    const { status, steps, name } = checked.record;
    requireOwn(checked.record);
    // What came of it could not be kept with the run.
    if (checked.locked !== undefined) throw fail('conflict', checked.locked);
    if (!TERMINAL.has(status))
      throw fail(
        'conflict',
        sentence('"{name}" is {status}: it can be checked once it is over.', {
          name,
          status: STATUS_SENTENCES[status],
        }),
      );
    if (steps === 0)
      throw fail(
        'conflict',
        sentence('"{name}" has not trained a step: there is nothing to compare.', { name }),
      );
    // One that was stopped is compared up to there.
    const again = await this.#options.startAgain(checked.record, status === 'finished' ? null : steps, task);
    const { id: againId } = again.record;
    const over = this.#finish(id, againId)
      .catch((error: unknown) => {
        this.#options.onProblem(error, againId);
      })
      .finally(() => this.#under.delete(againId));
    this.#under.set(againId, over);
    return again;
  }

  /** The repetition once it is over and compared; unstamped where it did not come that far. */
  async whenChecked(againId: string): Promise<StoredRun> {
    await this.#under.get(againId);
    return this.#options.get(againId);
  }

  async #finish(id: string, againId: string): Promise<void> {
    const again = await this.#options.whenOver(againId);
    const checked = this.#options.get(id);
    const { status, steps } = again.record;
    // Ended by a person on its way: there is nothing to say.
    const isLeft = status === 'interrupted' || status === 'stopped';
    if (isLeft && steps < checked.record.steps) return;
    const comparison = await this.#options.compare(checked, again);
    const check = toRunCheck(checked.record, again.record, comparison);
    this.#options.stamp(id, { ...check, with: againId });
    this.#options.stamp(againId, { ...check, with: id });
  }
}

/** What a comparison says of two runs. */
export function toRunCheck(
  a: RunRecord,
  b: RunRecord,
  { steps, logged, first, largest, unshared }: MetricsComparison,
): Omit<RunCheck, 'with'> {
  const notes: string[] = [];
  if (logged[0] !== logged[1]) notes.push(`${logged[0]} steps were logged then, ${logged[1]} now.`);
  for (const metric of unshared) notes.push(`Only one of them has ${metric}.`);
  if (a.engine?.kind !== b.engine?.kind)
    notes.push(`The engine was ${a.engine?.kind ?? 'none'} then, ${b.engine?.kind ?? 'none'} now.`);
  const isTyped = [a, b].every(({ engine }) => engine?.kind === 'typed');
  notes.push(...environmentNotes(a.environment, b.environment, isTyped));
  const isWhole = logged[0] === logged[1] && steps === logged[0] && steps > 0 && unshared.length === 0;
  const isSame = isWhole && first === null;
  const isClose = isWhole && (largest?.relative ?? 0) <= CLOSE;
  return {
    at: new Date().toISOString(),
    outcome: isSame ? 'same' : isClose ? 'close' : 'differs',
    steps,
    first: stored(first),
    largest: stored(largest),
    notes,
  };
}

function stored(apart: Apart | null): RunCheck['first'] {
  if (apart === null) return null;
  const { step, metric, values, relative } = apart;
  return {
    step,
    metric,
    values: [encodeNumber(values[0]), encodeNumber(values[1])],
    relative: encodeNumber(relative),
  };
}
