import type { RunPart } from '../../contract/view';
import { kmeansCurves } from './curves';
import { kmeansFacts } from './facts';
import KMeansPicture from './KMeansPicture.svelte';
import KMeansTab from './KMeansTab.svelte';
import { kmeansPlayback } from './playback';

const RAW = { value: 'raw', label: 'Raw', title: 'In the units of the data' };
const BOTH = {
  value: 'both',
  label: 'Raw | scaled',
  title: 'The same clusters in raw units and as the model sees them',
};
const PLANE = {
  value: 'plane',
  label: 'PCA',
  title: 'On the plane along which the scaled points lie widest',
};

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
            label: 'Axes of the picture',
            options: sample.features.length > 2 ? [RAW, BOTH, PLANE] : [RAW, BOTH],
          },
    Picture: KMeansPicture,
  },
  modelTab: { value: 'model', label: 'Centres', needs: 'model', Content: KMeansTab },
  moreTabs: () => [],
  playback: kmeansPlayback,
  fetchesPast: false,
  learningRate: () => null,
  predict: { scaledNote: '; distances are measured on the scaled features', planeHint: '' },
};
