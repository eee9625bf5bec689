import { z } from 'zod';

/** Fields that several requests of the window have. */

export const runId = z.string().regex(/^[a-z0-9-]{8,64}$/);
export const experimentId = z.string().regex(/^[a-z0-9-]{8,64}$/);
export const filePath = z.string().min(1).max(4096);
/** Step of a checkpoint; null: the last one. */
export const step = z.number().int().min(0).nullable();
export const none = z.undefined();
/** Checked again, with field names, by the handler: here only that it is a document of bounded depth. */
export const document = z.record(z.string(), z.unknown());
/** Names a piece of work, for its progress and for cancelling it. */
export const task = z.string().min(1).max(64);
/** Task that nobody has to follow. */
export const optionalTask = task.nullable().default(null);
