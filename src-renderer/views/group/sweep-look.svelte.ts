import type { StoredRun } from '../../../src-shared/run/record/record';
import { association, parameterColumns, type ParameterColumn } from '../../charts/parameters/columns';
import { sequenceColour } from '../../charts/scales/sequence-colour';
import { toCss } from '../../charts/stage/colour';
import type { ChartTokens } from '../../charts/stage/theme';
import { trialLook, type TrialLook } from '../../charts/parameters/trial-look';

/** What a sweep's charts share: the setting that they are coloured by, and the run that is pointed at. */
export class SweepLook {
  readonly #trials: () => readonly StoredRun[];
  readonly #metric: () => string | null;
  readonly #usual: () => string | null;
  #picked = $state<string | null>(null);
  hovered = $state<string | null>(null);

  /**
   * @param trials of a sweep; none of any other group
   * @param metric by which it judges them
   * @param usual the setting that colours them unless a person picks another; null: what the metric goes with most
   */
  constructor(
    trials: () => readonly StoredRun[],
    metric: () => string | null,
    usual: () => string | null = () => null,
  ) {
    this.#trials = trials;
    this.#metric = metric;
    this.#usual = usual;
  }

  /** What the trials differ in, first what the metric goes with most. */
  readonly settings: readonly ParameterColumn[] = $derived.by(() => {
    const columns = parameterColumns(this.#trials());
    const metric = columns.find(({ key, isMetric }) => isMetric && key === this.#metric());
    return columns
      .filter(({ isMetric }) => !isMetric)
      .map((column) => ({ column, share: metric === undefined ? null : association(column, metric) }))
      .sort((a, b) => (b.share ?? -1) - (a.share ?? -1))
      .map(({ column }) => column);
  });
  /** null where they differ in nothing yet. */
  readonly look: TrialLook | null = $derived.by(() => {
    const wanted = this.#picked ?? this.#usual();
    const column = this.settings.find(({ key }) => key === wanted) ?? this.settings[0];
    const ids = this.#trials().map(({ record }) => record.id);
    return column === undefined ? null : trialLook(column, ids);
  });

  pick(key: string): void {
    this.#picked = key;
  }
}

/** Colour of a trial by its place among the values, in the theme that is on; of one without a value grey. */
export function trialColour(tokens: ChartTokens, share: number): string {
  return Number.isNaN(share) ? tokens.text3 : toCss(sequenceColour(tokens, share));
}
