import { at } from '../../../src-shared/present';
import { settingPhrase } from '../../../src-shared/experiment/setting-label';
import { valueText, type ParameterColumn } from './columns';

/** Colours of runs by the value of a setting that was swept. */
export interface TrialLook {
  readonly column: ParameterColumn;
  /** Place of a run's value among all of them, 0 to 1, on the scale of values that only grow; NaN without one. */
  findShare(runId: string): number;
  /** "learning rate 0.01"; empty for a run without a value. */
  describe(runId: string): string;
  /** The distinct values in their order. */
  readonly legend: readonly { readonly text: string; readonly share: number }[];
}

/**
 * Values by their ranks, so that steps of a ratio are as far apart as steps of a difference.
 * @param runIds one a row of the column
 */
export function trialLook(column: ParameterColumn, runIds: readonly string[]): TrialLook {
  const distinct = [...new Set(column.values)].filter(Number.isFinite).sort((a, b) => a - b);
  const toShare = (value: number): number => {
    const rank = distinct.indexOf(value);
    return rank === -1 ? NaN : distinct.length < 2 ? 0 : rank / (distinct.length - 1);
  };
  const values = new Map(runIds.map((id, row) => [id, at(column.values, row)]));
  const phrase = settingPhrase(column.key);
  return {
    column,
    findShare: (runId) => toShare(values.get(runId) ?? NaN),
    describe: (runId) => {
      const value = values.get(runId) ?? NaN;
      return Number.isNaN(value) ? '' : `${phrase} ${valueText(column, value)}`;
    },
    legend: distinct.map((value) => ({ text: valueText(column, value), share: toShare(value) })),
  };
}
