import type { AppInfo } from '../../../src-shared/ipc/map';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-shared/settings';
import type { BenchtopApi } from '../../api/client';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

export type Route =
  | { readonly view: 'home' }
  | { readonly view: 'experiment' }
  /** The data file of the experiment on the form. */
  | { readonly view: 'dataset'; readonly from: Route }
  | { readonly view: 'run'; readonly runId: string }
  /** Runs that were made together. */
  | { readonly view: 'group'; readonly groupId: string }
  /** The table of all runs. */
  | { readonly view: 'runs' }
  | { readonly view: 'compare' }
  | { readonly view: 'settings' };

type SettingsPatch = Parameters<BenchtopApi['settingsSet']>[0];

export type Theme = 'light' | 'dark';

/** Route of the window, settings of the person, and the state of main. */
export class AppState {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  #route = $state.raw<Route>({ view: 'home' });
  #settings = $state.raw<Settings>(DEFAULT_SETTINGS);
  /** Settings by main's last answer; changes that it has not answered yet stand over them. */
  #stored: Settings = DEFAULT_SETTINGS;
  readonly #pending: SettingsPatch[] = [];
  #info = $state.raw<AppInfo | null>(null);
  #notices = $state.raw<readonly string[]>([]);
  #systemDark = $state(false);
  #shortcutsOpen = $state(false);

  constructor(api: BenchtopApi, into: Toasts = toasts) {
    this.#api = api;
    this.#toasts = into;
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
    if (theme !== 'system') return theme;
    return this.#systemDark ? 'dark' : 'light';
  }

  get shortcutsOpen(): boolean {
    return this.#shortcutsOpen;
  }

  set shortcutsOpen(open: boolean) {
    this.#shortcutsOpen = open;
  }

  /** Listens and loads; the answer undoes the listening. */
  start(systemDark: MediaQueryList | null = null): () => void {
    const follow = (): void => {
      this.#systemDark = systemDark?.matches ?? false;
    };
    follow();
    systemDark?.addEventListener('change', follow);
    const offs = [
      this.#api.on('settings.changed', (settings) => {
        this.#take(settings);
      }),
      this.#api.on('notice', ({ kind, message }) => {
        this.#toasts.show(kind, message);
      }),
    ];
    void this.#load();
    return () => {
      systemDark?.removeEventListener('change', follow);
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
    }
  }

  go(route: Route): void {
    this.#route = route;
  }

  dismissNotice(notice: string): void {
    this.#notices = this.#notices.filter((item) => item !== notice);
  }

  /** Shown at once; taken back if main refuses. */
  async set(patch: SettingsPatch): Promise<void> {
    this.#pending.push(patch);
    this.#show();
    const stored = await attempt(this.#api.settingsSet(patch), this.#toasts);
    this.#pending.splice(this.#pending.indexOf(patch), 1);
    this.#take(stored ?? this.#stored);
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
    void this.set({ railCollapsed: !this.#settings.railCollapsed });
  }
}
