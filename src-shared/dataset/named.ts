import { say } from '../language/say';
import { z } from 'zod';
import { lazy } from '../lazy';
import { datasetSchema } from './schema';

/** A data set saved under a name of its own. */
export const namedDatasetSchema = lazy(() =>
  z.strictObject({
    id: z.string().regex(/^[a-z0-9-]{8,64}$/),
    name: z.string().trim().min(1, say('The data set needs a name.')).max(300),
    dataset: datasetSchema,
    updatedAt: z.string(),
  }),
);
export type NamedDataset = z.output<typeof namedDatasetSchema>;

/** Where a data file stands, compared with what it was. */
export interface FileStatus {
  /** `unknown`: it is there, but nothing is known that it could be compared with. */
  readonly state: 'same' | 'changed' | 'missing' | 'unknown';
  /** Where the same bytes were found instead; null where nowhere, or where they are in place. */
  readonly foundAt: string | null;
  /** `copy`: the workspace's own; `known`: seen there before; `beside`: in the same folder. */
  readonly how: 'copy' | 'known' | 'beside' | null;
  /** Hash of the file as it is now; null where it was not hashed. */
  readonly sha256: string | null;
  /** Which of several files this is of, with the hash that it should have; absent: the first. */
  readonly file?: { readonly path: string; readonly sha256: string | null };
}

/** A file that a person chose in place of one that is gone. */
export interface LocatedFile {
  readonly path: string;
  /** Whether it holds the bytes that were asked for; true where any will do. */
  readonly isSame: boolean;
  readonly sha256: string;
}
