export class Unavailable extends Error {}

export class PythonEnvironment {
  constructor(name: string, pinned: Readonly<Record<string, string>>, seconds: number);
  readonly executable: string;
  require(packages: readonly string[]): Promise<string>;
  versions(): Promise<Record<string, string>>;
}

export function runBounded(
  command: string,
  args: readonly string[],
  seconds: number,
  options?: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> },
): Promise<{ readonly ok: boolean; readonly output: string }>;
