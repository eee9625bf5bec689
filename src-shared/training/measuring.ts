import { z } from 'zod';
import { lazy } from '../lazy';
import { plannedSteps, stepsPerEpoch } from './steps';
import type { TrainingSpec } from './schema';

/**
 * When a run measures its model, and on which rows. Found before its first step and kept in its record, so
 * that going on with it measures alike: nothing of it depends on a clock or on the machine.
 */
export const measuringSchema = lazy(() =>
  z.object({
    /** Steps between two logged ones. */
    logEvery: z.number().int().min(1),
    /**
     * Rows of each part that logged steps are measured on, drawn once with the seed; null: all rows. The last
     * step, and the model that is kept, are measured on all rows always.
     */
    sample: z
      .object({ trainRows: z.number().int().min(1), validationRows: z.number().int().min(0) })
      .nullable(),
    /** Steps between two further logged ones that are measured on all rows; null: there are none. */
    fullEvery: z.number().int().min(1).nullable(),
  }),
);
export type Measuring = z.output<typeof measuringSchema>;

/** Rows of a table as they are trained on. */
export interface MeasuredTable {
  readonly trainRows: number;
  /** 0: none are held out. */
  readonly validationRows: number;
  /** Features of a row, after encoding. */
  readonly width: number;
}

/** What is to be measured: how long it trains, what a step takes, and what a row does. */
export interface MeasuringQuestion extends MeasuredTable {
  readonly training: Pick<TrainingSpec, 'steps' | 'epochs' | 'batchSize' | 'checkpointEvery'>;
  /** Nanoseconds of a step on the machine that Benchtop was built on. */
  readonly stepNs: number;
  /** Nanoseconds of measuring a row there. */
  readonly rowNs: number;
}

/** Measuring on all rows at steps that somebody chose, or that cost next to nothing. */
export function measuringAll(logEvery: number): Measuring {
  return { logEvery, sample: null, fullEvery: null };
}

/** Steps between two logged ones where measuring is cheap and no epoch says how long a round is. */
export const USUAL_STEPS = 10;
/** A run of few epochs is logged so often at least, so that it has a curve. */
const FEWEST_LOGS = 20;

/** Up to so many rows all of them are measured, if need be less often. */
const SMALL_TABLE = 10_000;
/** Largest and smallest sample of a part, each half of the one before. */
const LARGEST_SAMPLE = 8192;
const SMALLEST_SAMPLE = 2048;
/** Numbers of a sample at most: it is held besides the table. */
const SAMPLE_CELLS = 2 ** 21;

/** A tenth of a run is a ninth of its training; a twentieth of it goes to the sample, one to all rows. */
const SHARE = 1 / 9;
/** What measuring may take in all whatever training does: nobody waits for that. */
const FREE_NS = 1e8;
const FREE_ALL_NS = 2.5e8;
const FREE_SMALL_NS = 1e9;

/**
 * Steps and rows of measuring such that it takes a tenth of a run at most, besides the look at all rows at
 * its end. All rows are measured once an epoch, or every {@link USUAL_STEPS} steps, where that is within
 * the tenth or a quarter of a second in all. A table of 10,000 rows or fewer is always measured on all rows;
 * less often where that takes more than a second. Of any other a sample is: of each part the largest of
 * 8,192, 4,096 and 2,048 rows that a twentieth of the run (or a tenth of a second) pays for, less often
 * where none does; all rows at every so many checkpoints as the other twentieth pays for.
 */
export function automaticMeasuring(question: MeasuringQuestion): Measuring {
  const { training, trainRows, validationRows, stepNs, rowNs } = question;
  const rows = trainRows + validationRows;
  const steps = plannedSteps(training, trainRows);
  const trainedNs = steps * stepNs;
  const first = firstInterval(training, trainRows);
  const costNs = (every: number, measured: number): number => Math.ceil(steps / every) * measured * rowNs;
  const isSmall = rows <= SMALL_TABLE;
  const ofAllNs = Math.max(isSmall ? FREE_SMALL_NS : FREE_ALL_NS, trainedNs * SHARE);
  if (costNs(first, rows) <= ofAllNs) return measuringAll(first);
  if (isSmall)
    return measuringAll(findFirst(first, steps, (every) => costNs(every, rows) <= ofAllNs) ?? steps);

  const budgetNs = Math.max(FREE_NS, (trainedNs * SHARE) / 2);
  const samples = sampleSizes(question).map((size) => ({
    trainRows: Math.min(size, trainRows),
    validationRows: Math.min(size, validationRows),
  }));
  const affordable = (every: number): Measuring['sample'] =>
    samples.find((sample) => costNs(every, sample.trainRows + sample.validationRows) <= budgetNs) ?? null;
  const logEvery = findFirst(first, steps, (every) => affordable(every) !== null) ?? steps;
  const sample = affordable(logEvery) ?? samples[samples.length - 1]!;
  if (sample.trainRows === trainRows && sample.validationRows === validationRows)
    return measuringAll(logEvery);
  const { checkpointEvery } = training;
  return {
    logEvery,
    sample,
    fullEvery:
      checkpointEvery === 0
        ? null
        : findFirst(checkpointEvery, steps, (every) => Math.floor(steps / every) * rows * rowNs <= budgetNs),
  };
}

/** An epoch, or a part of one where there are few; without epochs {@link USUAL_STEPS} steps. */
function firstInterval(training: Pick<TrainingSpec, 'epochs' | 'batchSize'>, trainRows: number): number {
  if (training.epochs === null) return USUAL_STEPS;
  const each = stepsPerEpoch(training, trainRows);
  return Math.max(1, Math.floor(each / Math.ceil(FEWEST_LOGS / training.epochs)));
}

/** The first of once, twice, five times, ten times `every` … below `steps` that will do; null: none does. */
function findFirst(every: number, steps: number, does: (every: number) => boolean): number | null {
  for (let power = 1; power * every < steps; power *= 10) {
    for (const times of [1, 2, 5]) {
      const next = times * power * every;
      if (next < steps && does(next)) return next;
    }
  }
  return null;
}

function sampleSizes({ width }: MeasuredTable): number[] {
  const sizes: number[] = [];
  for (let size = LARGEST_SAMPLE; size >= SMALLEST_SAMPLE; size /= 2) {
    if (size === SMALLEST_SAMPLE || size * width <= SAMPLE_CELLS) sizes.push(size);
  }
  return sizes;
}
