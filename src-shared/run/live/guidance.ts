import { z } from 'zod';
import { lazy } from '../../lazy';
import type { PointSample } from './frames';

/** What a run or its data can give reason to say. */
const FINDING_KINDS = [
  'notFinite',
  'divergence',
  'plateau',
  'overfitting',
  'saturated',
  'oneClass',
  'noBetter',
  'weightless',
  'emptyCluster',
  'notConverged',
  'separated',
  'collinear',
  'unscaled',
  'constant',
  'duplicates',
] as const;

/** A change that may help: a new run always, never the old one changed. */
const offerSchema = lazy(() =>
  z.object({
    /**
     * fork: goes on from the last kept step that is not past `step`; copy: an experiment to start anew,
     * where the change is one that a fork cannot make.
     */
    kind: z.enum(['fork', 'copy']),
    /** What a button says, e.g. "Fork with a tenth of the learning rate". */
    label: z.string(),
    step: z.number().int().min(0),
    changes: z.array(z.object({ path: z.string(), value: z.unknown() })),
  }),
);
export type Offer = z.infer<typeof offerSchema>;

/** One sentence with the numbers that it rests on. A run has at most one of each kind. */
export const findingSchema = lazy(() =>
  z.object({
    kind: z.enum(FINDING_KINDS),
    message: z.string(),
    /** Where it was seen; null: in the data, before the first step. */
    step: z.number().int().min(0).nullable(),
    /** null: nothing that a setting could change. */
    offer: offerSchema.nullable(),
  }),
);
export type Finding = z.infer<typeof findingSchema>;

/** The data as training would see it, before it starts. */
export type DataPreview = PointSample & {
  readonly findings: readonly Finding[];
  /** Set where the rows are streamed: all is of so many of them, and `totalRows` is an estimate. */
  readonly stream?: { readonly rows: number; readonly tableRows: number };
};

/** The findings with another one, which takes the place of an earlier one of its kind. */
export function withFinding(findings: readonly Finding[], added: Finding): Finding[] {
  return [...findings.filter(({ kind }) => kind !== added.kind), added];
}
