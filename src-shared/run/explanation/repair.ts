import { z } from 'zod';
import { lazy } from '../../lazy';

/** How probabilities are repaired: Platt's sigmoid of their logit, or isotonic regression. */
export const REPAIR_METHODS = ['platt', 'isotonic'] as const;
export type RepairMethod = (typeof REPAIR_METHODS)[number];

/** A repair of fewer rows tells nothing. */
export const FEWEST_REPAIR_ROWS = 50;

const lineSchema = lazy(() => z.object({ a: z.number(), b: z.number() }));
const curveSchema = lazy(() => z.object({ x: z.array(z.number()), y: z.array(z.number()) }));

/** How good probabilities are, over rows that count once each. */
const figuresSchema = lazy(() =>
  z.object({
    /** Mean squared distance of the probability from what came (Brier 1950), of many classes summed over them. */
    brier: z.number(),
    /** Mean distance of predicted from observed over ten bins, by their rows (Naeini et al. 2015). */
    ece: z.number(),
    /** Mean of -ln of the probability of the row's own class. */
    logLoss: z.number(),
  }),
);
export type ProbabilityFigures = z.infer<typeof figuresSchema>;

/** What repairs a run's probabilities, fitted to its validation rows. */
export const repairSchema = lazy(() =>
  z.object({
    method: z.enum(REPAIR_METHODS),
    /** Step of the model whose probabilities it repairs; those of other steps stay as they are. */
    step: z.number().int().min(0),
    at: z.string(),
    /** Validation rows that it was fitted to. */
    rows: z.number().int(),
    /** Of the model itself, on these rows. */
    before: figuresSchema,
    /** Of the repair, on the same rows, each by a curve that was fitted to the four other fifths. */
    after: figuresSchema,
    /** Platt's line in the logit, or an isotonic curve in the probability: of two classes one, of the second; of more one each, whose values are divided by their sum. */
    curves: z.array(z.union([lineSchema, curveSchema])),
  }),
);
export type Repair = z.infer<typeof repairSchema>;

export type RepairCurve = Repair['curves'][number];
