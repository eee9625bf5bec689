import { z } from 'zod';
import { saySentence } from '../../language/sentence';
import { sentenceSchema } from '../../sentence-schema';
import { lazy } from '../../lazy';
import type { PrincipalPlane } from '../../models/kmeans/clusters';
import type { Scaler } from '../record/dataset-facts';
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
    /** What `label` is made of, where it can be said in another language. */
    said: sentenceSchema.optional(),
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
    /** What `message` is made of, where it can be said in another language. */
    said: sentenceSchema.optional(),
    /** Where it was seen; null: in the data, before the first step. */
    step: z.number().int().min(0).nullable(),
    /** null: nothing that a setting could change. */
    offer: offerSchema.nullable(),
  }),
);
export type Finding = z.infer<typeof findingSchema>;

/** A finding in the person's language; in English where a version of before wrote it. */
export function sayFinding({ message, said }: Pick<Finding, 'message' | 'said'>): string {
  return said === undefined ? message : saySentence(said);
}

/** What the button of an offer says, in the person's language. */
export function sayOffer({ label, said }: Pick<Offer, 'label' | 'said'>): string {
  return said === undefined ? label : saySentence(said);
}

/** The plane that points lie widest on as a model would see them, by its scaling. */
export interface ScaledPlane {
  readonly scaler: Scaler;
  readonly plane: PrincipalPlane;
}

/** The data as training would see it, before it starts. */
export interface DataPreview extends PointSample {
  readonly findings: readonly Finding[];
  /** Set where the rows are streamed: all is of so many of them, and `totalRows` is an estimate. */
  readonly stream?: { readonly rows: number; readonly tableRows: number };
  /** Of the rows that are drawn; null: not asked for, or there are fewer than three features. */
  readonly plane: ScaledPlane | null;
}

/** The findings with another one, which takes the place of an earlier one of its kind. */
export function withFinding(findings: readonly Finding[], added: Finding): Finding[] {
  return [...findings.filter(({ kind }) => kind !== added.kind), added];
}
