import type { RunPart } from '../../contract/view';
import { networkCurves } from './curves';
import { networkFacts } from './facts';
import { learningRate } from './learning-rate';
import NetworkPicture from './NetworkPicture.svelte';
import NetworkTab from './NetworkTab.svelte';
import { networkPlayback } from './playback';
import TruthTable from './TruthTable.svelte';

const MODES = {
  label: 'View of the surface',
  options: [
    { value: 'map', label: 'Map' },
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
  modelTab: { value: 'model', label: 'Graph', needs: 'model', Content: NetworkTab },
  moreTabs: () => [],
  playback: networkPlayback,
  fetchesPast: true,
  learningRate,
  predict: { scaledNote: '', planeHint: ' A click on the map keeps that place.' },
};
