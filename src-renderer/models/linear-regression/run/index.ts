import { say } from '../../../../src-shared/language/say';
import type { RunPart } from '../../contract/view';
import { linearCurves } from './curves';
import { linearFacts } from './facts';
import LinearRegressionPicture from './LinearRegressionPicture.svelte';
import LinearRegressionTab from './LinearRegressionTab.svelte';
import { regressionPlayback } from '../../regression/playback';

/** The run of a linear regression. */
export const linearRegressionRun: RunPart<'linear-regression'> = {
  facts: linearFacts,
  Overview: null,
  curves: linearCurves,
  picture: { needsModel: true, modes: () => null, Picture: LinearRegressionPicture },
  modelTab: { value: 'model', label: say('Coefficients'), needs: 'nothing', Content: LinearRegressionTab },
  moreTabs: () => [],
  playback: regressionPlayback,
  fetchesPast: true,
  learningRate: () => null,
  predict: { scaledNote: '', planeHint: '' },
};
