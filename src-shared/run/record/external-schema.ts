import { z } from 'zod';
import { lazy } from '../../lazy';
import { storedNumberSchema } from './stored-number';

/** Which way a metric gets better. */
const DIRECTIONS = ['minimize', 'maximize'] as const;

/** Of all that was logged of a metric. */
const figuresSchema = lazy(() =>
  z.object({
    last: storedNumberSchema,
    min: z.number().optional(),
    minStep: z.number().optional(),
    max: z.number().optional(),
    maxStep: z.number().optional(),
  }),
);

const text = (most: number) => z.string().max(most);

/**
 * `run.json` of a run that another program writes: published in docs/file-formats.md. What is not in it is
 * left alone, so that a later version may say more.
 */
export const externalDocumentSchema = lazy(() =>
  z.object({
    schemaVersion: z.literal(1),
    kind: z.literal('external'),
    name: text(300).min(1),
    project: text(300).nullable().default(null),
    group: text(300).nullable().default(null),
    /** Settings: any JSON. */
    config: z.record(z.string(), z.unknown()).default({}),
    status: z.enum(['running', 'finished', 'failed', 'stopped', 'interrupted']),
    /** Why it failed. */
    error: text(10_000).nullable().default(null),
    createdAt: z.iso.datetime({ offset: true }),
    startedAt: z.iso.datetime({ offset: true }).nullable().default(null),
    endedAt: z.iso.datetime({ offset: true }).nullable().default(null),
    /** By the names of the metrics; one that is not here, and whose name tells nothing, has none. */
    metrics: z.record(z.string(), z.object({ direction: z.enum(DIRECTIONS).optional() })).default({}),
    /** Written when it ends, so that nobody need read metrics.csv for it. */
    summary: z.record(z.string(), figuresSchema).optional(),
    /** The last step, and the milliseconds up to it. */
    steps: z.number().int().min(0).optional(),
    elapsedMs: z.number().min(0).optional(),
    tags: z.array(text(60)).max(1000).default([]),
    note: text(100_000).default(''),
    /** Program that writes it, as "benchtop.py 1". */
    writer: text(300).nullable().default(null),
    /** Machine and process that write it; absent where nobody writes any more. */
    host: text(300).nullable().default(null),
    /** `<boot id>.<process number>.<anything>.<start of the process in clock ticks>`. */
    session: text(300).nullable().default(null),
  }),
);

/** What a record of such a run says beside what all records say. */
export const externalFactsSchema = lazy(() =>
  z.object({
    project: z.string().nullable(),
    group: z.string().nullable(),
    config: z.record(z.string(), z.unknown()),
    directions: z.record(z.string(), z.enum(DIRECTIONS)),
    writer: z.string().nullable(),
  }),
);

/** `labels.json` beside it: what a person says of the run here. The program that writes run.json never reads it. */
export const externalLabelsSchema = lazy(() =>
  z.object({
    schemaVersion: z.literal(1),
    name: text(300).min(1).optional(),
    tags: z.array(text(60)).optional(),
    note: text(100_000).optional(),
    starred: z.boolean().default(false),
    archived: z.boolean().default(false),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .optional(),
  }),
);
