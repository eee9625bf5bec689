/** The last part of a path: whole ones tell who somebody is, and are of no use elsewhere. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}

/** A sentence with the last parts of some paths in their place. */
export function withBaseNames(text: string, paths: readonly string[]): string {
  return paths.reduce((told, path) => (path === '' ? told : told.split(path).join(baseName(path))), text);
}
