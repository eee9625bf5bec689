import { z } from 'zod';

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Training workers at once; null: cores - 1, at least 1. */
  maxWorkers: z.number().int().min(1).max(64).nullable().default(null),
  railCollapsed: z.boolean().default(false),
  lossScale: z.enum(['linear', 'log']).default('log'),
  /** Speed that a new run starts with; null: as fast as possible. */
  speed: z.number().min(0.1).max(100000).nullable().default(null),
  /** Newest first, at most ten. */
  recentFiles: z.array(z.string().max(4096)).max(10).default([]),
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
});
export type Settings = z.output<typeof settingsSchema>;

/** What the window may change itself. */
export const settingsPatchSchema = settingsSchema
  .pick({ theme: true, maxWorkers: true, railCollapsed: true, lossScale: true, speed: true })
  .partial();
