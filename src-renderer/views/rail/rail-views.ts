import Columns3 from '@lucide/svelte/icons/columns-3';
import FileText from '@lucide/svelte/icons/file-text';
import GitFork from '@lucide/svelte/icons/git-fork';
import Rows3 from '@lucide/svelte/icons/rows-3';
import { say } from '../../../src-shared/language/say';
import { shortcutText } from '../../state/app/commands';
import { isMac } from '../../state/app/session';

const runsKeys = shortcutText('runs', isMac);

/** Views of the whole workspace, which the sidebar leads to; `keys` where a shortcut does too. */
export const RAIL_VIEWS = [
  {
    to: 'runs',
    icon: Rows3,
    label: say('All runs'),
    tip: say('Find, sort and tidy up all runs ({shortcutText})', { shortcutText: runsKeys }),
    keys: runsKeys,
  },
  {
    to: 'compare',
    icon: Columns3,
    label: say('Compare'),
    tip: say('Compare the selected runs'),
    keys: undefined,
  },
  {
    to: 'notes',
    icon: FileText,
    label: say('Notebook'),
    tip: say('Write down what was found, with runs in the text'),
    keys: undefined,
  },
  {
    to: 'lineage',
    icon: GitFork,
    label: say('Lineage'),
    tip: say('Which data runs came from, and their forks'),
    keys: undefined,
  },
] as const;
