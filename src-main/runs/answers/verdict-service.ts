import type { GroupsVerdict, VerdictOptions } from '../../../src-shared/compare/verdict/compare-groups';
import { weighRows } from '../../../src-shared/compare/verdict/compare-runs';
import { requireSameRows } from '../../../src-shared/compare/verdict/pair-runs';
import { judge } from '../../../src-shared/compare/verdict/judge';
import { holm } from '../../../src-shared/statistics/holm';
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
   * Each run held against the first one on the validation rows that all have.
   * @throws BenchtopError `invalid-data` where they may not be compared, with the reason
   */
  async compareRuns(
    ids: readonly string[],
    { metric = null, rope = null }: VerdictOptions,
    task: string | null = null,
  ): Promise<GroupsVerdict> {
    const [first, ...others] = ids.map((id) => this.#get(id).record);
    if (first === undefined) return { metric: metric ?? '', verdicts: [], ranks: null };
    requireSameRows([first, ...others]);
    const found = [];
    for (const other of others) {
      const rows = await this.#models.compareRows([first.id, other.id], SEED, task);
      found.push(weighRows(first, other, rows, metric));
    }
    const adjusted = holm(found.map(({ pValue }) => pValue));
    return {
      metric: found[0]?.metric ?? metric ?? '',
      verdicts: found.map((evidence, i) =>
        judge(evidence, rope, found.length > 1 ? (adjusted[i] ?? NaN) : null),
      ),
      ranks: null,
    };
  }
}
