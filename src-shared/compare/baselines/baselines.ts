import { z } from 'zod';
import { say } from '../../language/say';
import { lazy } from '../../lazy';
import { decodeNumber, encodeNumber, storedNumberSchema } from '../../run/record/stored-number';

/** What a model must beat, the simplest first. */
export const BASELINES = ['constant', 'linear', 'neighbours', 'tree', 'forest'] as const;
export type BaselineId = (typeof BASELINES)[number];

const number = lazy(() => storedNumberSchema.transform(decodeNumber));

/** Figure of the model and of a baseline on the same rows, and what lies between them. */
const figureSchema = lazy(() =>
  z.object({
    name: z.string(),
    /** Of the baseline, and of the model. */
    a: number,
    b: number,
    estimate: number,
    low: number,
    high: number,
    error: number,
    draws: z.number(),
    pValue: number,
  }),
);

const foundSchema = lazy(() =>
  z.object({
    id: z.enum(BASELINES),
    /** Training rows that it learnt from. */
    learntRows: z.number().int(),
    /** Why it was left out; null: it was not. */
    whyNot: z.enum(['size']).nullable(),
    /** Weighted, as a run's figures are: accuracy and logLoss of classes, rmse and mae of numbers. */
    figures: z.record(z.string(), number),
    /** The model against it, row by row, without weights. */
    rows: z.array(figureSchema),
    /** Rows that the baseline, the model, both and neither have right; null of numbers. */
    mcnemar: z
      .object({
        onlyARight: z.number(),
        onlyBRight: z.number(),
        bothRight: z.number(),
        bothWrong: z.number(),
        pValue: number,
      })
      .nullable(),
  }),
);

/** `baselines.json` in a run's folder: what the baselines come to on the run's own validation rows. */
export const runBaselinesSchema = lazy(() =>
  z.object({
    schemaVersion: z.literal(1),
    /** Of the run's model that they stand beside. */
    step: z.number().int(),
    /** Of the run's data. */
    fingerprint: z.string(),
    kind: z.enum(['classes', 'numbers']),
    target: z.string(),
    trainRows: z.number().int(),
    validationRows: z.number().int(),
    isWeighted: z.boolean(),
    /** Of the run's own model on the same rows. */
    model: z.record(z.string(), number),
    baselines: z.array(foundSchema),
  }),
);
export type RunBaselines = z.infer<typeof runBaselinesSchema>;
export type FoundBaseline = RunBaselines['baselines'][number];

/** As text for the file: JSON has no NaN, so that is spelt out. */
export function baselinesText(found: RunBaselines): string {
  return JSON.stringify(found, (_, value: unknown) =>
    typeof value === 'number' ? encodeNumber(value) : value,
  );
}

/** A baseline's name at the beginning of a line. */
export function baselineLabel(id: BaselineId, kind: RunBaselines['kind']): string {
  const labels = {
    constant: kind === 'classes' ? say('Most frequent class') : say('Mean'),
    linear: kind === 'classes' ? say('Logistic regression') : say('Linear regression'),
    neighbours: say('5 nearest neighbours'),
    tree: say('Decision tree'),
    forest: say('Random forest'),
  };
  return labels[id];
}

/** Within a sentence: "logistic regression", "the most frequent class". */
export function baselinePhrase(id: BaselineId, kind: RunBaselines['kind']): string {
  const phrases = {
    constant: kind === 'classes' ? say('the most frequent class') : say('the mean of the training rows'),
    linear: kind === 'classes' ? say('logistic regression {@object}') : say('linear regression {@object}'),
    neighbours: say('5 nearest neighbours {@object}'),
    tree: say('a decision tree'),
    forest: say('a random forest'),
  };
  return phrases[id];
}
