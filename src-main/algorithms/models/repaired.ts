import type { AnswerColumns } from '../contract/answers';
import type { ModelContext } from '../contract/model-context';
import { repairProbabilities } from '../calibration/repair';
import { modelAlgorithm } from '.';

/** Names of repaired probabilities, and those of a row. */
interface RepairedAnswers {
  /** As the classes are called. */
  readonly names: readonly string[];
  /** [names]. */
  readonly values: (row: number) => readonly number[];
}

/**
 * The probabilities of rows as the run's repair has them; null where it has none for this model.
 * @param scaled [rows][features]
 */
function repairedAnswers(context: ModelContext, scaled: Float64Array): RepairedAnswers | null {
  const { repair, classes, target, featureNames } = context;
  if (repair === undefined || repair.step !== context.state.step) return null;
  const { explained } = modelAlgorithm(context.model.kind);
  if (explained.scale(context) !== 'probability') return null;
  const width = featureNames.length;
  const rows = scaled.length / width;
  const names = classes.length > 0 ? classes.map(String) : [target ?? ''];
  let part: { readonly from: number; readonly to: number; readonly values: Float64Array } | null = null;
  let outputs: ReturnType<typeof explained.readOutputs> | null = null;
  return {
    names,
    values: (row) => {
      outputs ??= explained.readOutputs(context, { features: scaled, width, rows });
      const { units, capacity, read } = outputs;
      if (part === null || row < part.from || row >= part.to) {
        const from = row - (row % capacity);
        const to = Math.min(rows, from + capacity);
        const own = read(from, to - from).subarray(0, (to - from) * units);
        part = { from, to, values: repairProbabilities(repair.curves, { values: own, units }) };
      }
      const at = (row - part.from) * units;
      if (units > 1) return [...part.values.subarray(at, at + units)];
      const p = part.values[at];
      return names.length > 1 ? [1 - p, p] : [p];
    },
  };
}

/** Answers with the repaired probabilities behind the model's own, as `p(NAME) repaired`. */
export function withRepaired(
  context: ModelContext,
  scaled: Float64Array,
  { columns, values }: AnswerColumns,
): AnswerColumns {
  const repaired = repairedAnswers(context, scaled);
  if (repaired === null) return { columns, values };
  return {
    columns: [...columns, ...repaired.names.map((name) => `p(${name}) repaired`)],
    values: (row) => [...values(row), ...repaired.values(row)],
  };
}

/** Repaired probabilities of each row by class; null where there are none. */
export function repairedByClass(
  context: ModelContext,
  scaled: Float64Array,
): ((row: number) => Readonly<Record<string, number>>) | null {
  const repaired = repairedAnswers(context, scaled);
  if (repaired === null) return null;
  return (row) => {
    const values = repaired.values(row);
    return Object.fromEntries(repaired.names.map((name, i) => [name, values[i]] as const));
  };
}
