import { say } from '../../../../src-shared/language/say';
import { GUIDE_TITLES } from '../../../../src-shared/help/pages';
import { STATUS_WORDS, type RunStatus } from '../../../../src-shared/run/record/status';
import { fileName, formatDay } from '../../../text/format';
import { openDataset, openExperiment, openFile, openRun, runCommand } from '../actions';
import { SHORTCUTS, shortcutText, type Command } from '../commands';
import { help } from '../help/help.svelte';
import type { PaletteEntry } from './palette.svelte';
import { library } from '../later-session';
import { app, datasets, experiments, groups, history, isMac, runs } from '../session';

/** Commands of the list that have no key. */
const KEYLESS: readonly { readonly command: Command; readonly label: string }[] = [
  { command: 'compare', label: say('Compare') },
  { command: 'notes', label: say('Notebook') },
  { command: 'lineage', label: say('Lineage') },
  { command: 'import', label: say('Import runs…') },
  { command: 'help', label: say('Help on what has the focus') },
  { command: 'tour', label: say('Two-minute tour') },
];
/** Commands that the palette names otherwise than the list of keys, or not at all (null). */
const NAMES: Readonly<Partial<Record<Command, string | null>>> = {
  palette: null,
  shortcuts: say('Keyboard shortcuts'),
  runs: say('All runs'),
};

/** Everything that can be opened or done from anywhere in the window; runs newest first. */
export function collectEntries(): readonly PaletteEntry[] {
  return [...collectCommands(), ...collectPlacesAndThemes(), ...collectRuns(), ...collectOthers()];
}

function collectCommands(): PaletteEntry[] {
  return [...SHORTCUTS, ...KEYLESS].flatMap(({ command, label }) => {
    const name = nameNow(command, label);
    if (name === null) return [];
    const shortcut = shortcutText(command, isMac);
    return [
      {
        id: command,
        group: 'Command',
        label: name,
        ...(command === 'help' || SHORTCUTS.some((known) => known.command === command) ? { shortcut } : {}),
        run: () => {
          runCommand(command);
        },
      },
    ];
  });
}

/** What a command is called where it would do something now; null: nowhere. */
function nameNow(command: Command, label: string): string | null {
  const { view } = app.route;
  const { undoLabel, redoLabel } = history;
  switch (command) {
    case 'start':
      if (view === 'dataset') return say('Use this data');
      return view === 'experiment' ? say('Start the experiment') : null;
    case 'save':
      return view === 'experiment' ? label : null;
    case 'undo':
      return undoLabel === null ? null : say('Undo: {undoLabel}', { undoLabel });
    case 'redo':
      return redoLabel === null ? null : say('Redo: {redoLabel}', { redoLabel });
    default:
      return NAMES[command] === undefined ? label : NAMES[command];
  }
}

/** What has no command of its own: the home view, and the themes. */
function collectPlacesAndThemes(): PaletteEntry[] {
  const go = (label: string, run: () => void): PaletteEntry => ({
    id: label,
    group: 'Command',
    label,
    run,
  });
  const change = (theme: 'light' | 'dark' | 'system'): void => {
    void app.set({ theme });
  };
  return [
    go('Home', () => {
      app.go({ view: 'home' });
    }),
    go(say('Light theme'), () => {
      change('light');
    }),
    go(say('Dark theme'), () => {
      change('dark');
    }),
    go(say('Theme of the system'), () => {
      change('system');
    }),
  ];
}

/** Runs that the window holds, and the others once the table of all runs has been read. */
function collectRuns(): PaletteEntry[] {
  const toEntry = (id: string, name: string, status: RunStatus, at: string): PaletteEntry => ({
    id,
    group: 'Run',
    label: name,
    hint: `${STATUS_WORDS[status]} · ${formatDay(at)}`,
    run: () => {
      openRun(id);
    },
  });
  const held = new Set(runs.all.map(({ record }) => record.id));
  return [
    ...runs.all.map(({ record }) =>
      toEntry(record.id, runs.findName(record), record.status, record.createdAt),
    ),
    ...library.all
      .filter(({ id }) => !held.has(id))
      .map(({ id, name, status, createdAt }) => toEntry(id, name, status, createdAt)),
  ];
}

function collectOthers(): PaletteEntry[] {
  return [
    ...Object.entries(GUIDE_TITLES).map(([page, title]): PaletteEntry => ({
      id: page,
      group: 'Guide',
      label: title,
      run: () => {
        help.show(page);
      },
    })),
    ...groups.all.map(({ id, name, plan }): PaletteEntry => ({
      id,
      group: 'Group',
      label: name,
      hint: plan.kind,
      run: () => {
        app.go({ view: 'group', groupId: id });
      },
    })),
    ...[...experiments.saved, ...experiments.bundled].map((item): PaletteEntry => ({
      id: item.id,
      group: 'Experiment',
      label: item.experiment.name,
      hint: item.bundled ? say('bundled') : say('saved'),
      run: () => {
        openExperiment(item);
      },
    })),
    ...app.settings.recentFiles.map((path): PaletteEntry => ({
      id: path,
      group: 'File',
      label: fileName(path),
      hint: path,
      run: () => void openFile(path),
    })),
    ...datasets.all.map((item): PaletteEntry => ({
      id: item.id,
      group: 'Data set',
      label: item.name,
      run: () => {
        openDataset(item);
      },
    })),
  ];
}
