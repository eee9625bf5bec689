import { say } from '../../../../src-shared/language/say';
import { hasTellingPair } from '../../../charts/shell/informative-features';
import type { RunOf } from '../../contract/run-of';
import type { RunPart, RunTab } from '../../contract/view';
import { svmCurves } from './curves';
import { svmFacts } from './facts';
import LabTab from './LabTab.svelte';
import { svmPlayback } from './playback';
import ScoresTab from './ScoresTab.svelte';
import SvmPicture from './SvmPicture.svelte';
import SvmTab from './SvmTab.svelte';

const SCORES: RunTab<'svm'> = { value: 'scores', label: say('Scores'), needs: 'nothing', Content: ScoresTab };
const LAB: RunTab<'svm'> = { value: 'lab', label: say('Margin lab'), needs: 'rows', Content: LabTab };

const LOGIT = { value: 'logit', label: say('Logit'), title: say('One feature over the logit') };
const COMPONENTS = {
  value: 'components',
  label: 'PCA',
  title: say('On the plane along which the scaled points lie widest'),
};

/** The run of an SVM. */
export const svmRun: RunPart<'svm'> = {
  facts: svmFacts,
  Overview: null,
  curves: svmCurves,
  picture: {
    needsModel: false,
    modes: ({ sample }) =>
      sample === null || sample.features.length < 3
        ? null
        : {
            label: say('Axes of the picture'),
            options: hasTellingPair(sample) ? [LOGIT, COMPONENTS] : [COMPONENTS, LOGIT],
          },
    Picture: SvmPicture,
  },
  modelTab: { value: 'model', label: say('Coefficients'), needs: 'model', Content: SvmTab },
  moreTabs: (run) => (isOneLine(run) ? [SCORES, LAB] : [SCORES]),
  playback: svmPlayback,
  fetchesPast: false,
  learningRate: () => null,
  predict: { scaledNote: '', planeHint: '' },
};

/** Whether one straight line over two features parts two classes: that can be tried out with other points. */
function isOneLine({ model, features, record }: RunOf<'svm'>): boolean {
  return model.fourier === null && features.length === 2 && record.dataset?.classes.length === 2;
}
