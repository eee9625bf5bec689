import { say } from '../../language/say';
import type { RunRecord } from '../../run/record/record';

/** A side of a comparison with what was trained for it. */
interface StoppedSide {
  readonly name: string;
  readonly records: readonly Pick<RunRecord, 'experiment' | 'dataset'>[];
}

/** Whether early stopping chose a model by the rows that it is measured on. */
function isChosenByItsRows({ records }: StoppedSide): boolean {
  return records.some(
    ({ experiment, dataset }) =>
      experiment.training.earlyStopping !== null && (dataset?.validationRows ?? 0) > 0,
  );
}

/**
 * What a person must know where validation rows also chose when a training stopped: the figures of these rows are
 * then no figures of rows kept apart, and one side may be flattered that the other is not. Nothing where no side
 * stopped early.
 */
export function earlyStoppingNotes(a: StoppedSide, b: StoppedSide): string[] {
  const chosen = [a, b].filter(isChosenByItsRows);
  const [one, other] = chosen;
  if (one === undefined) return [];
  if (other !== undefined)
    return [
      say(
        'Early stopping chose both by these very rows, which flatters both a little: a fixed number of epochs, or a test part, would not.',
      ),
    ];
  return [
    say(
      'Early stopping chose {name} by these very rows, which flatters it a little beside the other: a fixed number of epochs, or a test part, would not.',
      { name: one.name },
    ),
  ];
}
