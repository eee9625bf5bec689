import { z } from 'zod';
import { LANGUAGES } from './language/languages';
import { lazy } from './lazy';

/** How the table of runs is laid out. */
export const runTableSchema = lazy(() =>
  z.strictObject({
    /** From left to right; ids as in run/library/columns.ts. */
    columns: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(500),
          widthPx: z.number().min(40).max(2000),
          /** Stays at the left while the others scroll. */
          pinned: z.boolean(),
        }),
      )
      .max(200),
    /** The first key weighs most; none: newest first. */
    sort: z.array(z.strictObject({ id: z.string().min(1).max(500), descending: z.boolean() })).max(10),
    archived: z.enum(['hide', 'show', 'only']),
  }),
);
export type RunTable = z.infer<typeof runTableSchema>;

export const DEFAULT_RUN_TABLE: RunTable = {
  columns: [
    { id: 'name', widthPx: 240, pinned: true },
    { id: 'status', widthPx: 120, pinned: false },
    { id: 'kind', widthPx: 90, pinned: false },
    { id: 'dataset', widthPx: 190, pinned: false },
    { id: 'metric:loss:best', widthPx: 164, pinned: false },
    { id: 'metric:valLoss:best', widthPx: 184, pinned: false },
    { id: 'metric:accuracy:best', widthPx: 140, pinned: false },
    { id: 'metric:inertia:last', widthPx: 110, pinned: false },
    { id: 'steps', widthPx: 90, pinned: false },
    { id: 'elapsedMs', widthPx: 100, pinned: false },
    { id: 'createdAt', widthPx: 140, pinned: false },
    { id: 'seed', widthPx: 70, pinned: false },
    { id: 'tags', widthPx: 170, pinned: false },
    { id: 'note', widthPx: 200, pinned: false },
  ],
  sort: [],
  archived: 'hide',
};

export const settingsSchema = lazy(() =>
  z.strictObject({
    theme: z.enum(['system', 'light', 'dark']).default('system'),
    /** Of window and menus; of system locales that are not spoken English. */
    language: z.enum(['system', ...LANGUAGES]).default('system'),
    /** Training workers at once; null: cores - 1, at least 1. */
    maxWorkers: z.number().int().min(1).max(64).nullable().default(null),
    railCollapsed: z.boolean().default(false),
    /** The tour was taken or left. */
    tourDone: z.boolean().default(false),
    lossScale: z.enum(['linear', 'log']).default('log'),
    /** Height of curve and picture on the page of a run; 0: folded; null: as the window's height has it. */
    chartsPx: z.number().int().min(0).max(4000).nullable().default(null),
    /** Order of the curves' values at the cursor: from the largest down, or from the pointer away. */
    readingOrder: z.enum(['value', 'distance']).default('value'),
    /** Speed that a new run starts with; null: as fast as possible. */
    speed: z.number().min(0.1).max(100000).nullable().default(null),
    /** Newest first, at most ten. */
    recentFiles: z.array(z.string().max(4096)).max(10).default([]),
    runTable: runTableSchema.default(DEFAULT_RUN_TABLE),
    window: z
      .object({
        width: z.number().int(),
        height: z.number().int(),
        x: z.number().int().nullable(),
        y: z.number().int().nullable(),
        maximized: z.boolean(),
      })
      .nullable()
      .default(null),
  }),
);
export type Settings = z.output<typeof settingsSchema>;

/** What the schema makes of nothing, for a window that draws before it has read anything. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  language: 'system',
  maxWorkers: null,
  railCollapsed: false,
  tourDone: false,
  lossScale: 'log',
  chartsPx: null,
  readingOrder: 'value',
  speed: null,
  recentFiles: [],
  runTable: DEFAULT_RUN_TABLE,
  window: null,
};

/** What the window may change itself. */
export const settingsPatchSchema = lazy(() =>
  settingsSchema
    .pick({
      theme: true,
      language: true,
      maxWorkers: true,
      railCollapsed: true,
      tourDone: true,
      lossScale: true,
      chartsPx: true,
      readingOrder: true,
      speed: true,
      runTable: true,
    })
    .partial(),
);
