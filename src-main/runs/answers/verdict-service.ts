import type { GroupsVerdict, VerdictOptions } from '../../../src-shared/compare/verdict/compare-groups';
import { judgeRuns } from '../../../src-shared/compare/verdict/judge-runs';
import { requireSameRows } from '../../../src-shared/compare/verdict/pair-runs';
import type { RowComparison } from '../../../src-shared/compare/verdict/row-comparison';
import type { StoredRun } from '../../../src-shared/run/record/record';
import type { ModelService } from './model-service';

/** Of the draws of every bootstrap: the same runs have the same interval. */
const SEED = 1;

/** Whether single runs are better than the first of them, by the rows that nobody trained on. */
export class VerdictService {
  readonly #get: (id: string) => StoredRun;
  readonly #models: Pick<ModelService, 'compareRows'>;

  constructor(options: {
    /** @throws BenchtopError `not-found` */
    readonly get: (id: string) => StoredRun;
    readonly models: Pick<ModelService, 'compareRows'>;
  }) {
    this.#get = options.get;
    this.#models = options.models;
  }

  /**
   * Each run with the first one on the validation rows that both have, row by row.
   * @throws BenchtopError `invalid-data` where they may not be compared, with the reason
   */
  async compareRows(ids: readonly string[], task: string | null = null): Promise<RowComparison[]> {
    const [first, ...others] = ids.map((id) => this.#get(id).record);
    if (first === undefined) return [];
    requireSameRows([first, ...others]);
    const found = [];
    for (const other of others) found.push(await this.#models.compareRows([first.id, other.id], SEED, task));
    return found;
  }

  /**
   * Each run held against the first one on the validation rows that both have.
   * @throws BenchtopError `invalid-data` where they may not be compared, with the reason
   */
  async compareRuns(
    ids: readonly string[],
    options: VerdictOptions,
    task: string | null = null,
  ): Promise<GroupsVerdict> {
    const found = await this.compareRows(ids, task);
    return judgeRuns(
      ids.map((id) => this.#get(id).record),
      found,
      options,
    );
  }
}
