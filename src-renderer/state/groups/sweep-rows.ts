import { say } from '../../../src-shared/language/say';
import type { SweepParameter } from '../../../src-shared/group/group';
import type { Experiment } from '../../../src-shared/experiment/schema';
import {
  changedExperiment,
  sweepCondition,
  sweepFields,
  sweepValueProblem,
  sweptFieldAt,
  type SweepField,
} from '../../../src-shared/group/sweep-fields';
import { at } from '../../../src-shared/present';
import { parseNumber } from '../../input/number-input';

/** A parameter of a sweep as it stands on its form. */
export interface SweepRow {
  readonly path: string;
  /** Values between commas: of a grid, and of numbers that are drawn from a list. */
  readonly text: string;
  /** Ends of a range, as typed. */
  readonly from: string;
  readonly to: string;
  readonly scale: 'linear' | 'log';
  /** Values to try of a setting that is a choice. */
  readonly chosen: readonly string[];
}

/**
 * The settings that a sweep may vary beside those of its rows: with hidden layers the layers that there may be,
 * with several optimizers the settings of each.
 */
export function formFields(experiment: Experiment, rows: readonly SweepRow[]): SweepField[] {
  const swept = rows.map(({ path }) => path);
  const others = rows.flatMap((row) => decided(row).map((value) => ({ path: row.path, value })));
  const paths = [experiment, ...others.flatMap((change) => withChange(experiment, change))].flatMap((other) =>
    sweepFields(other).map(({ path }) => path),
  );
  return [...new Set(paths)].flatMap((path) => sweptFieldAt(experiment, path, swept) ?? []);
}

/** Values of a row that may bring other settings with them. */
function decided({ path, chosen, text, to }: SweepRow): (number | string)[] {
  if (path !== 'model.hiddenLayers') return [...chosen];
  const numbers = [...text.split(/[,;\s]+/), to].flatMap((part) => parseNumber(part) ?? []);
  return numbers.length === 0 ? [] : [Math.max(...numbers)];
}

function withChange(experiment: Experiment, change: { path: string; value: number | string }): Experiment[] {
  const field = sweptFieldAt(experiment, change.path, []);
  if (field === null || sweepValueProblem(field, change.value) !== null) return [];
  return [changedExperiment(experiment, [change])];
}

/** First values of a sweep over a setting: some around the present one. */
export function newRow(field: SweepField): SweepRow {
  const base = { path: field.path, scale: 'linear', chosen: [], text: '', from: '', to: '' } as const;
  if (field.kind === 'choice') {
    const other = field.choices.find((choice) => choice !== field.value);
    return { ...base, chosen: [field.value, ...(other === undefined ? [] : [other])] };
  }
  const { isLog, value, field: declared } = field;
  const around = isLog && value !== 0 ? [value / 3, value, value * 3] : [value - 1, value, value + 1];
  const values = around.map((number) => within(number, declared));
  const range = isLog && value !== 0 ? [value / 30, value * 30] : [value - 2, value + 2];
  const [from, to] = range.map((number) => within(number, declared));
  return {
    ...base,
    scale: isLog && (from ?? 0) > 0 ? 'log' : 'linear',
    text: [...new Set(values)].join(', '),
    from: String(from),
    to: String(to),
  };
}

function within(
  value: number,
  { min, max, integer, exclusiveMin }: { min: number; max: number; integer: boolean; exclusiveMin?: boolean },
): number {
  const short = integer ? Math.round(value) : Number(value.toPrecision(2));
  const low =
    exclusiveMin === true && short <= min ? (integer ? min + 1 : Number((value * 0.9).toPrecision(2))) : min;
  return Math.min(max, Math.max(low, short));
}

/** The parameter of a row, or what is wrong with it as one sentence. */
export function toParameter(
  field: SweepField,
  row: SweepRow,
  isGrid: boolean,
): { readonly parameter: SweepParameter } | { readonly problem: string } {
  const { path } = row;
  if (field.kind === 'choice') {
    if (row.chosen.length === 0)
      return { problem: say('{field}: choose at least one.', { field: field.label }) };
    return { parameter: { kind: 'values', path, values: [...row.chosen] } };
  }
  if (isGrid) {
    const parts = row.text.split(/[,;\s]+/).filter((part) => part !== '');
    if (parts.length === 0)
      return { problem: say('{field}: give its values, with commas between.', { field: field.label }) };
    const values = parts.map((part) => parseNumber(part) ?? NaN);
    const wrong = values.findIndex((value) => sweepValueProblem(field, value) !== null);
    if (wrong >= 0) {
      const value = at(values, wrong);
      return {
        problem: Number.isNaN(value)
          ? say('{field}: "{parts}" is no number.', { field: field.label, parts: parts[wrong] ?? '' })
          : (sweepValueProblem(field, value) ?? ''),
      };
    }
    return { parameter: { kind: 'values', path, values: [...new Set(values)] } };
  }
  const [from, to] = [parseNumber(row.from) ?? NaN, parseNumber(row.to) ?? NaN];
  for (const end of [from, to]) {
    if (Number.isNaN(end))
      return { problem: say('{field}: give both ends of its range.', { field: field.label }) };
    const problem = sweepValueProblem(field, end);
    if (problem !== null) return { problem };
  }
  if (from >= to) return { problem: say('{field}: the range must go up.', { field: field.label }) };
  if (row.scale === 'log' && from <= 0)
    return { problem: say('{field}: a logarithmic range begins above 0.', { field: field.label }) };
  return { parameter: { kind: 'range', path, from, to, scale: row.scale } };
}

/** A parameter with where it is in force beside the others of its sweep. */
export function withCondition(
  experiment: Experiment,
  parameter: SweepParameter,
  swept: ReadonlySet<string>,
): SweepParameter {
  const when = sweepCondition(experiment, parameter.path, swept);
  return when === null ? parameter : { ...parameter, when };
}

/** Points of a grid of these parameters; one whose condition does not hold makes none of its own. */
export function gridSize(parameters: readonly SweepParameter[]): number {
  const values = (parameter: SweepParameter): readonly (number | string)[] =>
    parameter.kind === 'values' ? parameter.values : [NaN];
  const deciding = parameters.filter(({ path }) => parameters.some(({ when }) => when?.path === path));
  let chosen: ReadonlyMap<string, number | string>[] = [new Map()];
  for (const parameter of deciding)
    chosen = chosen.flatMap((all) =>
      values(parameter).map((value) => new Map(all).set(parameter.path, value)),
    );
  return chosen.reduce((size, all) => {
    const others = parameters.filter((parameter) => !deciding.includes(parameter) && holds(parameter, all));
    return size + others.reduce((product, parameter) => product * values(parameter).length, 1);
  }, 0);
}

function holds({ when }: SweepParameter, chosen: ReadonlyMap<string, number | string>): boolean {
  const value = when === undefined ? undefined : chosen.get(when.path);
  if (when === undefined || value === undefined) return true;
  return 'atLeast' in when ? Number(value) >= when.atLeast : when.values.includes(value);
}
