import Columns3 from '@lucide/svelte/icons/columns-3';
import Ungroup from '@lucide/svelte/icons/ungroup';
import { isSample, type Group } from '../../../src-shared/group/group';
import { say } from '../../../src-shared/language/say';
import type { MenuItem } from '../../components/overlays/Menu.svelte';
import { removeGroup } from '../../state/app/group-actions';
import { compare } from '../../state/app/session';

/** What menus offer for a group as such, wherever it is listed. */
interface GroupItems {
  /** Only of a group whose runs are samples of the same experiment: it is one curve with a band. */
  readonly compare?: MenuItem;
  readonly takeApart: MenuItem;
}

/** @param isLocked whether it cannot be taken apart now */
export function groupItems(group: Group, isLocked: boolean): GroupItems {
  const isCompared = compare.groups.has(group.id);
  const takeApart = {
    label: say('Take apart'),
    icon: Ungroup,
    disabled: isLocked,
    run: () => void removeGroup(group.id),
  };
  if (!isSample(group.plan)) return { takeApart };
  return {
    takeApart,
    compare: {
      label: isCompared ? say('Leave out of the comparison') : say('Add to the comparison'),
      icon: Columns3,
      run: () => {
        if (isCompared) compare.groups.remove(group.id);
        else compare.groups.add(group.id);
      },
    },
  };
}
