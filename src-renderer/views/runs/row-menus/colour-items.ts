import { say } from '../../../../src-shared/language/say';
import { RUN_COLOURS } from '../../../../src-shared/run/colours';
import type { MenuItem } from '../../../components/overlays/Menu.svelte';
import { runColour } from '../../../state/base/run-style';

const NAMES = [
  say('Blue'),
  say('Orange'),
  say('Green'),
  say('Pink'),
  say('Violet'),
  say('Ochre'),
  say('Cyan'),
  say('Red'),
] as const;

/**
 * The colours that runs are given, as items of a menu.
 * @param present the one that is ticked
 */
export function colourItems(present: string, onpick: (colour: string) => void): MenuItem[] {
  return RUN_COLOURS.map((value, index) => ({
    label: NAMES[index] ?? value,
    colour: runColour(value),
    checked: value === present,
    run: () => {
      onpick(value);
    },
  }));
}
