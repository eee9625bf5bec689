import { say } from '../language/say';
import { z } from 'zod';
import { lazy } from '../lazy';
import { getPath } from '../fields/change';
import { trainSizeSchema } from '../dataset/schemas/split-schema';
import { experimentSchema, FOLDS_BY, MAX_FOLDS } from '../experiment/schema';
import { errorInfoSchema } from '../run/record/record';
import { storedNumberSchema } from '../run/record/stored-number';

/** Runs that were made together: one experiment with several seeds, settings or folds. */

/** `halving` is a random search by successive halving, one rung after another. */
const SEARCHES = ['grid', 'random', 'halving', 'tpe'] as const;
export type Search = (typeof SEARCHES)[number];

/** Halving that waits for no rung. */
export const ASYNC_HALVINGS = ['asha', 'hyperband'] as const;
export type AsyncHalving = (typeof ASYNC_HALVINGS)[number];

export const MAX_TRIALS = 10_000;
export const MAX_PARALLEL = 64;
export const DEFAULT_PARALLEL = 4;

const valueSchema = lazy(() => z.union([z.number(), z.string().max(1000)]));

/** The other setting of a sweep that must have such a value for a setting to be in force. */
const conditionSchema = lazy(() =>
  z.union([
    z.strictObject({ path: z.string().min(1).max(200), atLeast: z.number() }),
    z.strictObject({ path: z.string().min(1).max(200), values: z.array(valueSchema).min(1).max(1000) }),
  ]),
);

/** A setting that a sweep varies, by its values or over a range. */
const parameterSchema = lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('values'),
      path: z.string().min(1).max(200),
      values: z.array(valueSchema).min(1, say('A parameter needs at least one value.')).max(1000),
      when: conditionSchema.optional(),
    }),
    z.strictObject({
      kind: z.literal('range'),
      path: z.string().min(1).max(200),
      from: z.number(),
      to: z.number(),
      scale: z.enum(['linear', 'log']),
      when: conditionSchema.optional(),
    }),
  ]),
);
export type SweepParameter = z.infer<typeof parameterSchema>;

/** What a trial is judged by: the metric's last value. */
const objectiveSchema = lazy(() =>
  z.strictObject({
    metric: z.string().min(1).max(200),
    goal: z.enum(['min', 'max']),
  }),
);
export type Objective = z.infer<typeof objectiveSchema>;

/** When a run counts as a success. */
export const criterionSchema = lazy(() =>
  z.strictObject({
    metric: z.string().min(1).max(200),
    comparison: z.enum(['below', 'above']),
    value: z.number(),
  }),
);
export type Criterion = z.infer<typeof criterionSchema>;

const seedSchema = lazy(() => z.number().int().min(0).max(4294967295));

const repeatPlanSchema = lazy(() =>
  z.strictObject({
    kind: z.literal('repeat'),
    /** Runs, with the seeds from the experiment's own one on. */
    n: z.number().int().min(1).max(MAX_TRIALS),
    /** Keeps points, split and sample as the experiment's own seed has them. */
    sameData: z.boolean(),
  }),
);

const sweepPlanSchema = lazy(() =>
  z.strictObject({
    kind: z.literal('sweep'),
    search: z.enum(SEARCHES),
    parameters: z.array(parameterSchema).min(1, say('A sweep needs at least one parameter.')).max(50),
    /** Number of trials of random search and halving; a grid has as many as it has points. */
    trials: z.number().int().min(1).max(MAX_TRIALS),
    /** Seed of the draws. */
    seed: seedSchema,
    objective: objectiveSchema,
    /** Halving factor: one trial of so many goes on, to so many times the steps. */
    factor: z.number().int().min(2).max(10),
    /** How the worse trials of a grid, random search or TPE are stopped early; absent: they are not. */
    halving: z.enum(ASYNC_HALVINGS).optional(),
    /**
     * Of TPE and asynchronous halving: a decision knows the results of all jobs but the last so many less one,
     * which may be under way. Absent: {@link DEFAULT_PARALLEL}.
     */
    parallel: z.number().int().min(1).max(MAX_PARALLEL).optional(),
    /** Time for all, in milliseconds; null: no limit. */
    maxMs: z.number().min(1000).nullable(),
  }),
);

const foldFields = lazy(() =>
  z.strictObject({
    nSplits: z.number().int().min(2, say('There must be two folds at least.')).max(MAX_FOLDS),
    /** How often the folds are made anew; the experiment's seed goes up by one each time. */
    nRepeats: z.number().int().min(1).max(MAX_FOLDS),
    by: z.enum(FOLDS_BY),
    /** Of groups or of times. */
    column: z.string().min(1).max(10000).nullable(),
    /** Of the folds: the same for all experiments that are to be compared. */
    seed: seedSchema,
  }),
);

const foldsPlanSchema = lazy(() => foldFields.extend({ kind: z.literal('folds') }));

/** Folds of which each is trained on more and more of its training rows. */
const learningCurvePlanSchema = lazy(() =>
  foldFields.extend({
    kind: z.literal('learning-curve'),
    /** Ascending; up to 1 a share of a fold's training rows, above it so many rows. */
    sizes: z.array(trainSizeSchema).min(2, say('A learning curve needs two sizes at least.')).max(50),
  }),
);

/**
 * A sweep within every fold: inner folds of its training rows choose the settings, which are then trained on all of
 * these and validated with the fold's own rows, that no choice has seen (Varma and Simon 2006).
 */
const nestedFoldsPlanSchema = lazy(() =>
  foldFields.extend({
    kind: z.literal('nested-folds'),
    innerSplits: z.number().int().min(2, say('There must be two folds at least.')).max(MAX_FOLDS),
    /** Of a grid or a random search, without halving. */
    sweep: sweepPlanSchema,
  }),
);

export const groupPlanSchema = lazy(() =>
  z.discriminatedUnion('kind', [
    repeatPlanSchema,
    sweepPlanSchema,
    foldsPlanSchema,
    learningCurvePlanSchema,
    nestedFoldsPlanSchema,
  ]),
);
export type GroupPlan = z.infer<typeof groupPlanSchema>;
export type SweepPlan = z.infer<typeof sweepPlanSchema>;
export type RepeatPlan = z.infer<typeof repeatPlanSchema>;
export type FoldsPlan = z.infer<typeof foldsPlanSchema>;
export type NestedFoldsPlan = z.infer<typeof nestedFoldsPlanSchema>;
export type LearningCurvePlan = z.infer<typeof learningCurvePlanSchema>;

const GROUP_STATUSES = ['running', 'stopping', 'finished', 'stopped', 'failed', 'interrupted'] as const;
export type GroupStatus = (typeof GROUP_STATUSES)[number];

/** A cluster, and what has a group taken up again there. */
const clusterSchema = lazy(() =>
  z.object({
    kind: z.literal('ray'),
    /** Of Ray's dashboard, as a person gave it. */
    address: z.string().max(500),
    /** Benchtop's command line on the nodes, word by word. */
    command: z.array(z.string().min(1).max(4096)).min(1).max(20),
    /** The job that was submitted last; null: none yet. */
    submission: z.string().max(200).nullable(),
    /** The files that its trials read, and what must be in them. */
    files: z
      .array(z.object({ path: z.string().max(4096), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
      .max(1000),
  }),
);

/** One training of a trial, of a search that decides as it goes. */
const jobSchema = lazy(() =>
  z.object({
    place: z.number().int().min(0),
    /** Rung of its bracket, from 0. */
    rung: z.number().int().min(0),
    /** Up to which it trains; null: to its end. */
    step: z.number().int().nullable(),
    /** What the objective had come to then, NaN of one that failed; null: it is not over. */
    value: storedNumberSchema.nullable(),
  }),
);
export type Job = z.infer<typeof jobSchema>;

/** `groups/<id>.json`. */
export const groupSchema = lazy(() =>
  z.object({
    schemaVersion: z.literal(1),
    id: z.string().regex(/^[a-z0-9-]{8,50}$/),
    name: z.string(),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
    status: z.enum(GROUP_STATUSES),
    error: errorInfoSchema.nullable(),
    /** The app session that runs it. */
    session: z.string(),
    /** That every trial is made from. */
    experiment: experimentSchema,
    plan: groupPlanSchema,
    /** By trial index: what a trial changes in the experiment. Its run is {@link trialRunId}. */
    trials: z.array(z.array(z.strictObject({ path: z.string(), value: valueSchema }))),
    /** Trials below this index have been started; a run that is not there was deleted. */
    started: z.number().int().min(0),
    /**
     * Who trains up to which step, one rung of halving after another; the last one may be under way.
     * Without halving one rung of all trials without a step.
     */
    rungs: z.array(z.object({ step: z.number().int().nullable(), places: z.array(z.number().int()) })),
    /**
     * Of TPE and asynchronous halving: every decision in its order. What is decided next follows from it alone,
     * so that a search that was interrupted goes on to the same trials.
     */
    jobs: z.array(jobSchema).optional(),
    /** Time spent running, over all sessions. */
    elapsedMs: z.number(),
    /** Why it ended before all trials had. */
    endedBy: z.enum(['time']).nullable(),
    criterion: criterionSchema.nullable(),
    /** The cluster that trains it; absent: it is trained here. */
    cluster: clusterSchema.optional(),
  }),
);
export type Group = z.infer<typeof groupSchema>;

/** The id of the run of a trial. */
export function trialRunId(groupId: string, index: number): string {
  return `${groupId}-${String(index + 1).padStart(4, '0')}`;
}

/** The group that a run with this id was made for; null where it has the id of a single run. */
export function groupIdOfRun(runId: string): string | null {
  return /^(.{8,50})-\d{4,5}$/.exec(runId)?.[1] ?? null;
}

/** Whether its runs are one sample: of the same settings and as many rows, so that their mean says something. */
export function isSample({ kind }: GroupPlan): boolean {
  return kind === 'repeat' || kind === 'folds';
}

/** A group that goes on by itself. */
export function isLive({ status }: Pick<Group, 'status'>): boolean {
  return status === 'running' || status === 'stopping';
}

/** Whether the search decides as it goes what is trained next. */
export function isScheduled(plan: GroupPlan): boolean {
  return plan.kind === 'sweep' && (plan.search === 'tpe' || plan.halving !== undefined);
}

/** Whether trials were stopped early, so that one that came further counts more. */
export function isHalved(plan: GroupPlan): boolean {
  return plan.kind === 'sweep' && (plan.search === 'halving' || plan.halving !== undefined);
}

/** Trials that a group is to have: TPE makes them one after another. */
export function plannedTrials({
  plan,
  trials,
  status,
  rungs,
}: Pick<Group, 'plan' | 'trials' | 'status' | 'rungs'>): number {
  // Each fold's best settings are trained once they are known.
  if (plan.kind === 'nested-folds' && rungs.length === 1 && status !== 'finished')
    return trials.length + plan.nSplits * plan.nRepeats;
  return plan.kind === 'sweep' && plan.search === 'tpe' && status !== 'finished'
    ? plan.trials
    : trials.length;
}

/** The settings that the trials of a group differ in, by their paths. */
export function variedPaths({ plan, trials }: Pick<Group, 'plan' | 'trials'>): string[] {
  if (plan.kind === 'sweep') return plan.parameters.map(({ path }) => path);
  if (plan.kind === 'nested-folds')
    return [
      ...plan.sweep.parameters.map(({ path }) => path),
      ...(trials[0] ?? []).map(({ path }) => path).filter((path) => path.startsWith('dataset.split.')),
    ];
  return (trials[0] ?? []).map(({ path }) => path);
}

/** What a trial has at the path of a setting; undefined where it is not in force there. */
export function trialValue({ plan, trials, experiment }: Group, trial: number, path: string): unknown {
  const changed = trials[trial]?.find((change) => change.path === path);
  if (changed !== undefined) return changed.value;
  const parameters =
    plan.kind === 'sweep' ? plan.parameters : plan.kind === 'nested-folds' ? plan.sweep.parameters : [];
  const isConditional = parameters.some(({ path: own, when }) => own === path && when !== undefined);
  return isConditional ? undefined : getPath(experiment, path);
}
