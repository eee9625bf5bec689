import { say } from '../../../../src-shared/language/say';
import type { RunPart } from '../../contract/view';
import { networkCurves } from './curves';
import { networkFacts } from './facts';
import { learningRate } from './learning-rate';
import NetworkPicture from './NetworkPicture.svelte';
import NetworkTab from './NetworkTab.svelte';
import { networkPlayback } from './playback';
import TruthTable from './TruthTable.svelte';

const MODES = {
  label: say('View of the surface'),
  options: [
    { value: 'map', label: say('Map') },
    { value: 'solid', label: '3-D' },
  ],
};

/** The run of a network. */
export const networkRun: RunPart<'network'> = {
  facts: networkFacts,
  Overview: TruthTable,
  curves: networkCurves,
  picture: {
    needsModel: true,
    modes: ({ frame }) => (frame === null || frame.surface === null ? null : MODES),
    Picture: NetworkPicture,
  },
  modelTab: { value: 'model', label: say('Graph'), needs: 'model', Content: NetworkTab },
  moreTabs: () => [],
  playback: networkPlayback,
  fetchesPast: true,
  learningRate,
  predict: { scaledNote: '', planeHint: say(' A click on the map keeps that place.') },
};
