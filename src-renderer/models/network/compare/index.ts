import { say } from '../../../../src-shared/language/say';
import type { ComparePart } from '../../contract/view';
import ComparedNetwork from './ComparedNetwork.svelte';
import { networkPlane, networkSurface } from './surface';

/** Networks side by side. */
export const networkCompare: ComparePart<'network'> = {
  Picture: ComparedNetwork,
  surface: networkSurface,
  whyNotDrawn: ({ curve, surface, regions }) =>
    curve === null && surface === null && regions === null
      ? say('Only networks with one or two features can be drawn as a plane.')
      : null,
  plane: networkPlane,
  matched: () => null,
};
