import { compareParts, formParts, runParts } from '../models/parts';

const LOADERS = {
  compare: () => withParts(import('./compare/CompareView.svelte'), compareParts),
  dataset: () => import('./dataset/DatasetView.svelte'),
  experiment: () => withParts(import('./experiment/ExperimentView.svelte'), formParts),
  group: () => import('./group/GroupView.svelte'),
  lineage: () => import('./lineage/LineageView.svelte'),
  notes: () => import('./notes/NotesView.svelte'),
  run: () => withParts(import('./run/RunView.svelte'), runParts),
  runs: () => import('./runs/RunsView.svelte'),
  settings: () => import('./settings/SettingsView.svelte'),
};

/** A view once the parts of the kinds of models that it shows are there too. */
async function withParts<View>(view: Promise<View>, parts: { load: () => Promise<void> }): Promise<View> {
  const [loaded] = await Promise.all([view, parts.load()]);
  return loaded;
}

export type ViewLoaders = typeof LOADERS;
export type LaterView = keyof ViewLoaders;
type Loaded = { readonly [View in LaterView]?: Awaited<ReturnType<ViewLoaders[View]>>['default'] };

/** In which they are read ahead: what people open first, first. */
const ORDER: readonly LaterView[] = [
  'run',
  'experiment',
  'runs',
  'dataset',
  'group',
  'compare',
  'notes',
  'lineage',
  'settings',
];

/**
 * The views that the window does not begin with: read when they are first shown, or before that in
 * idle time, so that neither the first paint waits for them nor, as a rule, a person.
 */
export class LaterViews {
  #loaded = $state.raw<Loaded>({});
  #error = $state.raw<string | null>(null);
  readonly #loading = new Map<LaterView, Promise<void>>();
  readonly #loaders: ViewLoaders;

  constructor(loaders: ViewLoaders = LOADERS) {
    this.#loaders = loaders;
  }

  get loaded(): Loaded {
    return this.#loaded;
  }

  /** Why the last view asked for is not there. */
  get error(): string | null {
    return this.#error;
  }

  /** Reads a view unless it is there or on its way. Never rejects: see `error`. */
  load(view: LaterView): Promise<void> {
    this.#error = null;
    const before = this.#loading.get(view);
    if (before !== undefined) return before;
    const loading = this.#loaders[view]().then(
      ({ default: component }) => {
        this.#loaded = { ...this.#loaded, [view]: component };
      },
      (error: unknown) => {
        // The next one who asks tries again.
        this.#loading.delete(view);
        this.#error = error instanceof Error ? error.message : String(error);
      },
    );
    this.#loading.set(view, loading);
    return loading;
  }

  /** Reads all, one whenever the page is idle. The answer stops it. */
  loadWhenIdle(): () => void {
    const rest = [...ORDER];
    let handle = 0;
    const next = (): void => {
      const view = rest.shift();
      if (view === undefined) return;
      handle = requestIdleCallback(() => void this.load(view).then(next), { timeout: 2000 });
    };
    next();
    return () => {
      rest.length = 0;
      cancelIdleCallback(handle);
    };
  }
}
