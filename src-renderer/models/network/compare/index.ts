import type { ComparePart } from '../../contract/view';
import ComparedNetwork from './ComparedNetwork.svelte';
import { networkPlane, networkSurface } from './surface';

/** Networks side by side. */
export const networkCompare: ComparePart<'network'> = {
  Picture: ComparedNetwork,
  surface: networkSurface,
  plane: networkPlane,
  matched: () => null,
};
