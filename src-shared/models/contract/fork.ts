import type { FieldProblem } from '../../errors';
import type { SettingsOf } from './settings';

/** Where training ends at the latest, counted from the parent's first step. */
interface ForkEnd {
  readonly field: string;
  readonly step: number;
  /** Several of what `step` counts, for people. */
  readonly unit: string;
}

/** What may be changed where a run goes on from another run's checkpoint. */
export interface ForkRules<Spec> {
  /** Settings that a model in training does not hang on; a path stands for all that is below it. */
  readonly changeable: readonly RegExp[];
  /** Why a setting stays as it was, as a part of a sentence; the first that fits counts. */
  readonly reasons: readonly (readonly [path: RegExp, reason: string])[];
  /** Problems of going on with other settings beside those of single ones. */
  problems(before: Spec, after: Spec): FieldProblem[];
  /** @param trainRows that the parent was trained on; null: unknown. @returns null: it ends by itself */
  end(settings: TrainedSettings<Spec>, trainRows: number | null): ForkEnd | null;
  /**
   * Settings that a fork at a step starts out with: as much training again where the parent was at its
   * end, and what was changed by hand until then.
   */
  begin(settings: TrainedSettings<Spec>, step: number, rateChanges: readonly Rate[]): TrainedSettings<Spec>;
}

type TrainedSettings<Spec> = Pick<SettingsOf<Spec>, 'model' | 'training'>;

interface Rate {
  readonly step: number;
  readonly learningRate: number;
}

/** Steps that a fork trains in all: the parent's, as many again where it was at its end, never more than `max`. */
export function stepsOfFork(steps: number, step: number, max: number): number {
  return steps > step ? steps : Math.min(step + steps, max);
}
