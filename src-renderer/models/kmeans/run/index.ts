import { say } from '../../../../src-shared/language/say';
import type { PointSample } from '../../../../src-shared/run/live/frames';
import { hasTellingPair } from '../../../charts/shell/informative-features';
import type { RunPart } from '../../contract/view';
import { kmeansCurves } from './curves';
import { kmeansFacts } from './facts';
import KMeansPicture from './KMeansPicture.svelte';
import KMeansTab from './KMeansTab.svelte';
import { kmeansPlayback } from './playback';

const RAW = { value: 'raw', label: say('Raw'), title: say('In the units of the data') };
const BOTH = {
  value: 'both',
  label: say('Raw | scaled'),
  title: say('The same clusters in raw units and as the model sees them'),
};
const PLANE = {
  value: 'plane',
  label: 'PCA',
  title: say('On the plane along which the scaled points lie widest'),
};

/** Features that are all dummies make rows of dots: then the principal components are shown first. */
function modesOf(sample: PointSample): (typeof RAW)[] {
  if (sample.features.length <= 2) return [RAW, BOTH];
  return hasTellingPair(sample) ? [RAW, BOTH, PLANE] : [PLANE, RAW, BOTH];
}

/** The run of k-means. */
export const kmeansRun: RunPart<'kmeans'> = {
  facts: kmeansFacts,
  Overview: null,
  curves: kmeansCurves,
  picture: {
    needsModel: false,
    modes: ({ sample }) =>
      sample === null
        ? null
        : {
            label: say('Axes of the picture'),
            options: modesOf(sample),
          },
    Picture: KMeansPicture,
  },
  modelTab: { value: 'model', label: say('Centres'), needs: 'model', Content: KMeansTab },
  moreTabs: () => [],
  playback: kmeansPlayback,
  fetchesPast: false,
  learningRate: () => null,
  predict: { scaledNote: say('; distances are measured on the scaled features'), planeHint: '' },
};
