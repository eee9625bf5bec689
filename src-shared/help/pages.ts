import { say } from '../language/say';
import type { ModelKind } from '../models';

/** Titles of the pages of docs/guide by their files' names, in the order of the contents. */
export const GUIDE_TITLES = {
  data: say('Data'),
  networks: say('Networks'),
  kmeans: 'k-means',
  svm: 'SVM',
  regression: say('Regression'),
  training: say('Training'),
  evaluating: say('Evaluating'),
  comparing: say('Comparing'),
  sharing: say('Sharing'),
  logging: say('Logging'),
  'command-line': say('Command line'),
  files: 'Files',
} as const;

export type GuidePage = keyof typeof GUIDE_TITLES;

/** Names of the pages, without the contents (`README`). */
export const GUIDE_PAGES = Object.keys(GUIDE_TITLES) as GuidePage[];

/** Page of the contents. */
export const CONTENTS = 'README';

/** Page of the guide for each kind of model. */
export const KIND_PAGES: Readonly<Record<ModelKind, GuidePage>> = {
  network: 'networks',
  kmeans: 'kmeans',
  svm: 'svm',
  'linear-regression': 'regression',
  'logistic-regression': 'regression',
};
