import { z } from 'zod';
import { lazy } from '../lazy';
import { groupSchema } from './group';

/** Name of the file that makes a folder a job. */
export const JOB_FILE = 'benchtop-job.json';

/** A data file that the trials of a job read: where it was, what it held, and its copy in the job's folder. */
const jobFileSchema = lazy(() =>
  z.object({
    path: z.string().min(1).max(4096),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Relative to the job's folder, `/` as separator. */
    copy: z.string().regex(/^data\/[0-9a-f]{16}-[^/\\]{1,255}$/),
  }),
);
export type JobFile = z.infer<typeof jobFileSchema>;

/** `benchtop-job.json`: a group whose trials are trained elsewhere, one command each. */
export const jobSchema = lazy(() =>
  z.object({
    format: z.literal('benchtop-job'),
    schemaVersion: z.literal(1),
    /** Version of the Benchtop that made it. */
    benchtop: z.string().max(100),
    group: groupSchema,
    files: z.array(jobFileSchema).max(1000),
  }),
);
export type Job = z.infer<typeof jobSchema>;

/** Name of the capsule that a trial leaves in the job's folder `results`. */
export function resultName(place: number): string {
  return `${String(place + 1).padStart(4, '0')}.benchtop`;
}

/** The trial that a capsule of a job is the result of, counted from 0; null where it is none. */
export function placeOfResult(name: string): number | null {
  const [, digits] = /^(\d{4,5})\.benchtop$/.exec(name) ?? [];
  return digits === undefined ? null : Number(digits) - 1;
}
