const LOADERS = {
  options: () => import('./OptionList.svelte'),
  search: () => import('./SearchList.svelte'),
  menu: () => import('./MenuList.svelte'),
  tip: () => import('./Tip.svelte'),
};

export type Popup = keyof typeof LOADERS;
type Loaded = { [P in Popup]?: Awaited<ReturnType<(typeof LOADERS)[P]>>['default'] };

const loaded: Loaded = {};

/** A popup's component if it is there already: what opens then needs no turn of the event loop. */
export function findPopup<P extends Popup>(name: P): NonNullable<Loaded[P]> | null {
  return loaded[name] ?? null;
}

/** Reads a popup's component; rejects where the program's files are gone. */
export async function loadPopup<P extends Popup>(name: P): Promise<NonNullable<Loaded[P]>> {
  const { default: component } = await LOADERS[name]();
  loaded[name] = component as Loaded[P];
  return component as NonNullable<Loaded[P]>;
}

/** Reads all of them, so that none is waited for when it is opened. */
export async function loadPopups(): Promise<void> {
  await Promise.all((Object.keys(LOADERS) as Popup[]).map((name) => loadPopup(name)));
}
