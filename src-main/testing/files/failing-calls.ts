import { nodeFileSystem, type FileSystem } from '../../files/file-system';

/** The real file system until its `n`-th call (from 1), which throws an error of `code`; `calls` counts them. */
export function failingAt(n: number, code: string): { fs: FileSystem; calls: () => number } {
  let calls = 0;
  const wrap = <K extends keyof FileSystem>(name: K): FileSystem[K] =>
    ((...args: never[]) => {
      calls++;
      if (calls === n) throw Object.assign(new Error(`${code} at call ${n}: ${name}`), { code });
      return Reflect.apply(nodeFileSystem[name], nodeFileSystem, args) as unknown;
    }) as unknown as FileSystem[K];
  const names = Object.keys(nodeFileSystem) as (keyof FileSystem)[];
  return {
    fs: Object.fromEntries(names.map((name) => [name, wrap(name)])) as unknown as FileSystem,
    calls: () => calls,
  };
}
