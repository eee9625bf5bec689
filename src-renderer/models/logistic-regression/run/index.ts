import { say } from '../../../../src-shared/language/say';
import type { RunPart } from '../../contract/view';
import { logisticCurves } from './curves';
import { logisticFacts } from './facts';
import LogisticRegressionPicture from './LogisticRegressionPicture.svelte';
import LogisticRegressionTab from './LogisticRegressionTab.svelte';
import { regressionPlayback } from '../../regression/playback';

/** The run of a logistic regression. */
export const logisticRegressionRun: RunPart<'logistic-regression'> = {
  facts: logisticFacts,
  Overview: null,
  curves: logisticCurves,
  picture: { needsModel: true, modes: () => null, Picture: LogisticRegressionPicture },
  modelTab: { value: 'model', label: say('Coefficients'), needs: 'nothing', Content: LogisticRegressionTab },
  moreTabs: () => [],
  playback: regressionPlayback,
  fetchesPast: true,
  learningRate: () => null,
  predict: { scaledNote: '', planeHint: '' },
};
