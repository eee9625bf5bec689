import { fail } from '../../../src-shared/errors';
import type { Evaluation } from '../../../src-shared/run/evaluation/evaluation';
import { partFigures } from '../../../src-shared/run/evaluation/part-figures';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { encodeNumber } from '../../../src-shared/run/record/stored-number';
import type { Workspace } from '../../workspace';
import type { ModelService } from './model-service';

/** The rows that were set apart: looked at once, and the run says so from then on. */
export class TestPart {
  readonly #runs: Workspace['runs'];
  readonly #models: Pick<ModelService, 'evaluate'>;
  readonly #change: (id: string, change: (record: RunRecord) => RunRecord) => StoredRun;

  constructor(options: {
    readonly runs: Workspace['runs'];
    readonly models: Pick<ModelService, 'evaluate'>;
    /** Keeps a change of a record and tells of it. */
    readonly change: (id: string, change: (record: RunRecord) => RunRecord) => StoredRun;
  }) {
    this.#runs = options.runs;
    this.#models = options.models;
    this.#change = options.change;
  }

  /**
   * How good a finished run is on its test part, which stands as `validation` in the answer. The record is
   * stamped with the first look, and counts later ones.
   * @throws BenchtopError `conflict` before the run has finished, `invalid-data` where there is no such part
   */
  async open(id: string, task: string | null = null): Promise<{ evaluation: Evaluation; run: StoredRun }> {
    const { record } = this.#runs.get(id);
    this.#runs.requireChangeable(id);
    if (record.status !== 'finished')
      throw fail('conflict', 'The test part is for the finished model: let the run finish first.');
    if ((record.dataset?.testRows ?? 0) === 0) {
      throw fail('invalid-data', 'This run has no test part: train with dataset.testSize, such as 0.2.', {
        field: 'dataset.testSize',
      });
    }
    const evaluation = await this.#models.evaluate(id, null, task, true);
    const run = this.#change(id, (old) => ({ ...old, testOpened: stamped(old, evaluation) }));
    return { evaluation, run };
  }
}

function stamped({ testOpened }: RunRecord, evaluation: Evaluation): RunRecord['testOpened'] {
  if (testOpened !== undefined) return { ...testOpened, times: testOpened.times + 1 };
  const figures = Object.entries(partFigures(evaluation, 'validation'));
  return {
    at: new Date().toISOString(),
    times: 1,
    step: evaluation.step,
    rows: evaluation.validation?.rows ?? 0,
    figures: Object.fromEntries(figures.map(([name, value]) => [name, encodeNumber(value)])),
  };
}
