import Archive from '@lucide/svelte/icons/archive';
import Columns3 from '@lucide/svelte/icons/columns-3';
import FileText from '@lucide/svelte/icons/file-text';
import Palette from '@lucide/svelte/icons/palette';
import Star from '@lucide/svelte/icons/star';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { say } from '../../../../src-shared/language/say';
import { MOST_COMPARED } from '../../../../src-shared/notes/embed';
import type { RunRow } from '../../../../src-shared/run/library/row';
import type { MenuItem } from '../../../components/overlays/Menu.svelte';
import { compareRuns, deleteRuns } from '../../../state/app/actions';
import { library } from '../../../state/app/later-session';
import { addRunsToNotebook } from '../../../state/app/notebook/notebook-actions';
import { app } from '../../../state/app/session';
import { colourItems } from './colour-items';

/** What a menu offers for all runs of a line, or for all that are chosen. */
interface ManyItems {
  readonly colour: MenuItem;
  readonly star: MenuItem;
  readonly compare: MenuItem;
  readonly notebook: MenuItem;
  readonly archive: MenuItem;
  readonly remove: MenuItem;
}

/**
 * @param line that the menu is of: a run, or a group
 * @param ids of the runs that it acts on
 * @param isLocked whether none of them can be changed
 */
export function manyItems(line: RunRow, ids: readonly string[], isLocked: boolean): ManyItems {
  const many = ids.length > 1 ? say(' {ids} runs', { ids: ids.length }) : '';
  return {
    colour: {
      label: many === '' ? say('Colour') : say('Colour of {runs}', { runs: many.trim() }),
      icon: Palette,
      disabled: isLocked,
      items: colourItems(line.colour, (colour) => void library.edit(ids, { colour })),
    },
    star: {
      label: `${line.starred ? say('Remove the star') : say('Star')}${many}`,
      icon: Star,
      shortcut: 'S',
      disabled: isLocked,
      run: () => void library.edit(ids, { starred: !line.starred }),
    },
    compare: { label: say('Compare{many}', { many }), icon: Columns3, run: () => void compareRuns(ids) },
    notebook: {
      label: say('Add to notebook'),
      icon: FileText,
      disabled: app.isReadOnly || ids.length > MOST_COMPARED,
      run: () => void addRunsToNotebook(ids),
    },
    archive: {
      label: `${line.archived ? say('Take out of the archive') : say('Archive')}${many}`,
      icon: Archive,
      disabled: isLocked,
      run: () => void library.archive(ids, !line.archived),
    },
    remove: {
      label: `${say('Delete')}${many}`,
      icon: Trash2,
      shortcut: say('Del'),
      danger: true,
      disabled: isLocked,
      run: () => void deleteRuns(ids),
    },
  };
}
