import { MODEL_REFERENCES } from './model-references';
import { NETWORK_REFERENCES } from './network-references';

/** Sources of what Benchtop computes by, under their BibTeX keys. */
export const REFERENCES = { ...MODEL_REFERENCES, ...NETWORK_REFERENCES } as const;

export type ReferenceKey = keyof typeof REFERENCES;
