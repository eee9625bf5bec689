import { sayError } from '../../../src-shared/errors';
import { say } from '../../../src-shared/language/say';
import type { AppInfo } from '../../../src-shared/ipc/map';
import { DEFAULT_SETTINGS, type RunTable, type Settings } from '../../../src-shared/settings';
import type { BenchtopApi } from '../../api/client';
import { History } from '../base/history.svelte';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

export type Route =
  | { readonly view: 'home' }
  | { readonly view: 'experiment' }
  /** The data file of the experiment on the form. */
  | {
      readonly view: 'dataset';
      readonly from: Route;
      /** Line of the file that is gone to first. */
      readonly line?: number;
    }
  | { readonly view: 'run'; readonly runId: string }
  /** Runs that were made together. */
  | { readonly view: 'group'; readonly groupId: string }
  /** The table of all runs. */
  | { readonly view: 'runs' }
  | { readonly view: 'compare' }
  /** Pages with runs in them. */
  | { readonly view: 'notes' }
  /** Data, runs, forks and groups by what they came from. */
  | { readonly view: 'lineage' }
  | { readonly view: 'settings' };

type SettingsPatch = Parameters<BenchtopApi['settingsSet']>[0];

export type Theme = 'light' | 'dark';

/** Settings whose changes can be undone, as an edit names them; the sidebar is folded without a trace. */
const EDITED: Readonly<Partial<Record<keyof Settings, string>>> = {
  theme: say('Theme'),
  language: say('Language'),
  maxWorkers: say('Runs at once'),
  lossScale: say('Loss axis'),
  speed: say('Speed of new runs'),
  runTable: say('All runs'),
};

/** Route of the window, settings of the person, and the state of main. */
export class AppState {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  readonly #history: History;
  #route = $state.raw<Route>({ view: 'home' });
  #settings = $state.raw<Settings>(DEFAULT_SETTINGS);
  /** Settings by main's last answer; changes that it has not answered yet stand over them. */
  #stored: Settings = DEFAULT_SETTINGS;
  readonly #pending: SettingsPatch[] = [];
  #info = $state.raw<AppInfo | null>(null);
  #notices = $state.raw<readonly string[]>([]);
  #systemDark = $state(false);
  #shortcutsOpen = $state(false);
  #keepsFocus = false;
  /** While it is printed, on white. */
  isPrinted = $state(false);
  #isNarrow = $state(false);
  #isRailOver = $state(false);

  constructor(api: BenchtopApi, into: Toasts = toasts, history: History = new History(into)) {
    this.#api = api;
    this.#toasts = into;
    this.#history = history;
  }

  get route(): Route {
    return this.#route;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** null until main has answered. */
  get info(): AppInfo | null {
    return this.#info;
  }

  /** Nothing can be saved in the workspace. */
  get isReadOnly(): boolean {
    return this.#info !== null && this.#info.readOnly !== null;
  }

  /** Notices of main's start, until dismissed. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  /** The theme to draw: the person's choice, or the system's. */
  get theme(): Theme {
    const { theme } = this.#settings;
    if (this.isPrinted) return 'light';
    if (theme !== 'system') return theme;
    return this.#systemDark ? 'dark' : 'light';
  }

  get shortcutsOpen(): boolean {
    return this.#shortcutsOpen;
  }

  set shortcutsOpen(open: boolean) {
    this.#shortcutsOpen = open;
  }

  /** The window has no room for the rail beside a view: open, it lies over the view until the next one. */
  get isNarrow(): boolean {
    return this.#isNarrow;
  }

  /** Only the icons of the rail are shown. */
  get isRailCollapsed(): boolean {
    return this.#isNarrow ? !this.#isRailOver : this.#settings.railCollapsed;
  }

  /** Listens and loads; the answer undoes the listening. */
  start(systemDark: MediaQueryList | null = null, narrow: MediaQueryList | null = null): () => void {
    const follow = (): void => {
      this.#systemDark = systemDark?.matches ?? false;
      this.#isNarrow = narrow?.matches ?? false;
    };
    follow();
    systemDark?.addEventListener('change', follow);
    narrow?.addEventListener('change', follow);
    const offs = [
      this.#api.on('settings.changed', (settings) => {
        this.#take(settings);
      }),
      this.#api.on('notice', ({ kind, ...notice }) => {
        this.#toasts.show(kind, sayError(notice));
      }),
    ];
    void this.#load();
    return () => {
      systemDark?.removeEventListener('change', follow);
      narrow?.removeEventListener('change', follow);
      for (const off of offs) off();
    };
  }

  async #load(): Promise<void> {
    const [settings, info] = await Promise.all([
      attempt(this.#api.settingsGet(), this.#toasts),
      attempt(this.#api.appGetInfo(), this.#toasts),
    ]);
    if (settings !== null) this.#take(settings);
    if (info !== null) {
      this.#info = info;
      this.#notices = info.notices;
      // A person who was quick has gone elsewhere by now.
      if (info.showsRun !== null && this.#route.view === 'home')
        this.#route = { view: 'run', runId: info.showsRun };
    }
  }

  /** @param keepsFocus whether the keyboard stays where it is, where that stays */
  go(route: Route, keepsFocus = false): void {
    this.#keepsFocus = keepsFocus;
    this.#route = route;
    this.#isRailOver = false;
  }

  /** Whether the last change of view leaves the keyboard where it was. */
  get keepsFocus(): boolean {
    return this.#keepsFocus;
  }

  dismissNotice(notice: string): void {
    this.#notices = this.#notices.filter((item) => item !== notice);
  }

  /** Shown at once; taken back if main refuses. */
  async set(patch: SettingsPatch): Promise<void> {
    const names = Object.keys(patch) as (keyof SettingsPatch)[];
    const before = Object.fromEntries(names.map((name) => [name, this.#settings[name]])) as SettingsPatch;
    const isStored = await this.#store(patch);
    const [name] = names.filter((one) => EDITED[one] !== undefined);
    if (!isStored || name === undefined || isSame(before, patch)) return;
    this.#history.add<SettingsPatch>({
      key: `settings ${names.join()}`,
      before,
      after: patch,
      describe: (from, to) => settingText(name, from, to),
      apply: async (values) => {
        await this.#store(values);
        return null;
      },
      ...(name === 'runTable' ? { place: 'runs' as const } : {}),
      isSame,
    });
  }

  /** @returns whether main took it */
  async #store(patch: SettingsPatch): Promise<boolean> {
    this.#pending.push(patch);
    this.#show();
    const stored = await attempt(this.#api.settingsSet(patch), this.#toasts);
    this.#pending.splice(this.#pending.indexOf(patch), 1);
    this.#take(stored ?? this.#stored);
    return stored !== null;
  }

  #take(settings: Settings): void {
    this.#stored = settings;
    this.#show();
  }

  /** Main tells every change twice, as an answer and as a push: nothing is drawn again for that. */
  #show(): void {
    const settings = Object.assign({}, this.#stored, ...this.#pending) as Settings;
    const changed = Object.entries(settings).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(this.#settings[name as keyof Settings]),
    );
    // What is the same stays the same object: what hangs on it need not be worked out again.
    if (changed.length > 0) this.#settings = { ...this.#settings, ...Object.fromEntries(changed) };
  }

  toggleRail(): void {
    if (this.#isNarrow) {
      this.#isRailOver = !this.#isRailOver;
      return;
    }
    void this.set({ railCollapsed: !this.#settings.railCollapsed });
  }
}

function isSame(a: SettingsPatch, b: SettingsPatch): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function settingText(name: keyof SettingsPatch, before: SettingsPatch, after: SettingsPatch): string {
  const title = EDITED[name] ?? name;
  if (before.runTable !== undefined && after.runTable !== undefined)
    return tableText(before.runTable, after.runTable);
  const shown = (value: unknown): string => (value === null ? 'none' : String(value));
  return `${title} ${shown(before[name])} → ${shown(after[name])}`;
}

/** What of the table of runs is another. */
function tableText(before: RunTable, after: RunTable): string {
  const ids = ({ columns }: RunTable): string => columns.map(({ id }) => id).join('\n');
  if (before.archived !== after.archived)
    return say('Archived runs {archived} → {archived2}', {
      archived: before.archived,
      archived2: after.archived,
    });
  if (ids(before) !== ids(after)) return say('Columns of all runs');
  if (JSON.stringify(before.sort) !== JSON.stringify(after.sort)) return say('Order of all runs');
  return say('Column widths of all runs');
}
