import { say, sayNumber } from '../../language/say';
import type { MeasuredTable, Measuring } from '../../training/measuring';
import type { RunRecord } from '../record/record';
import type { MeasuredOn } from './metric-labels';

type Part = Pick<MeasuredTable, 'trainRows' | 'validationRows'>;

/** What tells which rows the figures of a run are of. */
export interface MeasuredRun {
  /** Absent: at the steps that the experiment names, on all rows. */
  readonly measuring?: Measuring | undefined;
  /** null: not read yet. */
  readonly dataset: Part | null;
}

/**
 * The rows of each part that the logged steps of a run are measured on, and how many there are; null where
 * they are all rows, or the run has not read its data.
 */
export function sampledRows({
  measuring,
  dataset,
}: MeasuredRun): { readonly of: Part; readonly all: Part } | null {
  const sample = measuring?.sample ?? null;
  if (sample === null || dataset === null) return null;
  const { trainRows, validationRows } = dataset;
  return { of: sample, all: { trainRows, validationRows } };
}

/**
 * "a sample of 4,096 of 270,000 training rows", "… and 4,096 of 30,000 validation rows"; null where each
 * logged step is measured on all rows.
 */
export function sampleText(run: MeasuredRun): string | null {
  const rows = sampledRows(run);
  if (rows === null) return null;
  const { of, all } = rows;
  const training = say('{trainRows} training rows', { trainRows: partText(of.trainRows, all.trainRows) });
  if (all.validationRows === 0) return say('a sample of {training}', { training });
  return say('a sample of {training} and {validationRows} validation rows', {
    training,
    validationRows: partText(of.validationRows, all.validationRows),
  });
}

/** "a sample of 4,096 of 30,000 rows" of one part; null where the figures of a run's record are of all its rows. */
export function summarySampleText(
  run: MeasuredRun & Pick<RunRecord, 'isSummaryOfSample'>,
  part: MeasuredOn,
): string | null {
  const rows = run.isSummaryOfSample === true ? sampledRows(run) : null;
  if (rows === null) return null;
  const key = part === 'validation' ? 'validationRows' : 'trainRows';
  return say('a sample of {of} rows', { of: partText(rows.of[key], rows.all[key]) });
}

/** Whether the figures that a run logged at a step are of a sample of its rows. */
export function isStepOfSample(
  { measuring, totalSteps }: Pick<RunRecord, 'measuring' | 'totalSteps'>,
  step: number,
): boolean {
  if (measuring === undefined || measuring.sample === null || step === totalSteps) return false;
  return measuring.fullEvery === null || step % measuring.fullEvery !== 0;
}

/** "measured every 50 steps on a sample of …, at the end on all rows". @param steps the unit, many of them */
export function measuringText(run: MeasuredRun, step: string, steps: string): string | null {
  const { measuring } = run;
  if (measuring === undefined) return null;
  const every = everyText(measuring.logEvery, step, steps);
  const sample = sampleText(run);
  if (sample === null) return say('measured {every} on all rows', { every });
  return say('measured {every} on {sample}{measuring}', {
    every,
    sample,
    measuring: fullText(measuring, step, steps),
  });
}

/** "every step", "every 50 steps". */
export function everyText(every: number, step: string, steps: string): string {
  return every === 1
    ? say('every {step}', { step })
    : say('every {count} {steps}', { count: sayNumber(every), steps });
}

/** When all rows are measured besides a sample: ", every 5,000 steps and at the end on all rows". */
export function fullText({ fullEvery }: Pick<Measuring, 'fullEvery'>, step: string, steps: string): string {
  return fullEvery === null
    ? say(', at the end on all rows')
    : say(', {fullEvery} and at the end on all rows', { fullEvery: everyText(fullEvery, step, steps) });
}

function partText(of: number, all: number): string {
  return of === all ? say('all {count}', { count: sayNumber(all) }) : `${sayNumber(of)} of ${sayNumber(all)}`;
}
