import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '..');

/** docs/architecture.md as a table: what each folder of src-main may reach of the others. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  algorithms: [],
  threads: [],
  files: ['algorithms'],
  engine: ['algorithms'],
  dataset: ['algorithms', 'files', 'threads'],
  export: ['algorithms'],
  trackers: ['files'],
  worker: ['algorithms', 'files', 'engine', 'export', 'dataset', 'threads', 'trackers'],
  helper: ['algorithms'],
  host: ['worker'],
  workspace: ['algorithms', 'files'],
  runs: ['host', 'worker', 'workspace'],
  ipc: ['runs', 'workspace'],
  window: [],
  preload: [],
  cli: ['algorithms', 'files', 'host', 'workspace', 'runs'],
};

/** The modules outside that each zone may reach, by its folder. */
const RUNTIMES: Readonly<Record<string, readonly string[]>> = {
  'src-shared': [],
  'src-main': ['node:fs', 'electron', 'electron-store'],
  'src-main/algorithms': [],
  'src-main/threads': [],
  'src-main/files': ['node:fs'],
  'src-main/engine': ['node:fs', '@tensorflow/tfjs-node'],
  'src-main/export': ['node:fs'],
  'src-main/dataset': ['node:fs', '@duckdb/node-api'],
  'src-main/trackers': ['node:fs'],
  'src-main/worker': ['node:fs'],
  'src-main/helper': ['node:fs'],
  'src-main/host': ['node:fs'],
  'src-main/workspace': ['node:fs', 'conf', 'electron-store'],
  'src-main/runs': ['node:fs'],
  'src-main/ipc': ['node:fs', 'electron'],
  'src-main/window': ['node:fs', 'electron'],
  'src-main/preload': ['electron'],
  'src-main/cli': ['node:fs', 'conf', 'electron-store'],
  'src-renderer': [],
  'src-renderer/views/run': [],
  'src-renderer/api': [],
};
const ALL_RUNTIMES = [
  'node:fs',
  'electron',
  'electron/main',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs',
  '@duckdb/node-api',
  'conf',
  'electron-store',
];

/** One that tells settings of files, and one that looks at texts: a new one for each text took most of the time. */
const eslint = new ESLint({ cwd: root });
const linter = new Linter({ cwd: root });
const BORDER_RULES = ['no-restricted-imports', 'no-restricted-syntax', 'no-restricted-properties'];
const parsed = readConfig('e2e/testing/fixtures.ts').then(({ languageOptions }) => languageOptions);
const borders = new Map<string, Promise<Linter.RulesRecord>>();

async function readConfig(file: string): Promise<Required<Pick<Linter.Config, 'rules' | 'languageOptions'>>> {
  return (await eslint.calculateConfigForFile(join(root, file))) as Required<Linter.Config>;
}

async function readBorders(zone: string): Promise<Linter.RulesRecord> {
  const { rules } = await readConfig(`${zone}/border.ts`);
  return Object.fromEntries(BORDER_RULES.map((rule) => [rule, rules[rule] ?? 'off']));
}

/** The lines that the borders of a zone refuse. Types are not asked for: that takes a real file. */
async function refusedLines(zone: string, lines: readonly string[]): Promise<string[]> {
  const rules = borders.get(zone) ?? readBorders(zone);
  borders.set(zone, rules);
  const config = { files: ['**/*.ts'], languageOptions: await parsed, rules: await rules };
  const messages = linter.verify(lines.join('\n'), [config], { filename: `${zone}/border.ts` });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  const numbers = new Set(messages.map(({ line }) => line));
  return lines.filter((_, i) => numbers.has(i + 1));
}

async function refuses(zone: string, line: string): Promise<boolean> {
  return (await refusedLines(zone, [line])).length > 0;
}

/** Those of some modules that a zone refuses to import. */
async function refused(zone: string, modules: readonly string[]): Promise<string[]> {
  const found = await refusedLines(
    zone,
    modules.map((module) => `import '${module}';`),
  );
  return modules.filter((module) => found.includes(`import '${module}';`));
}

describe('zones', () => {
  it.each(Object.keys(FOLDERS))('src-main/%s reaches the folders it may, and no other', async (folder) => {
    const others = Object.keys(FOLDERS).filter((other) => other !== folder);
    const forbidden = others.filter((other) => !FOLDERS[folder]?.includes(other));
    const paths = (names: readonly string[]): string[] =>
      names.flatMap((name) => [
        `../${name}/index`,
        `../${name}`,
        `./../${name}/x`,
        `../../src-main/${name}/x`,
      ]);
    expect(await refused(`src-main/${folder}`, paths(others))).toEqual(paths(forbidden));
    // From a folder within, too.
    const inner = (names: readonly string[]): string[] => names.map((name) => `../../${name}/x`);
    expect(await refused(`src-main/${folder}/inner`, inner(others))).toEqual(inner(forbidden));
    const strangers = [
      '../testing/data',
      '../../src-renderer/api/client',
      '../../bench/runs',
      '../../e2e/testing/fixtures',
    ];
    expect(await refused(`src-main/${folder}`, strangers)).toEqual(strangers);
    expect(await refused(`src-main/${folder}`, ['./beside', '../../src-shared/errors', 'zod'])).toEqual([]);
  });

  it.each(['src-main', 'src-main/ipc', 'src-main/window', 'src-main/preload'])(
    '%s hands no address to the browser',
    async (zone) => {
      const opening = [
        'shell.openExternal(url);',
        'const { openExternal } = shell;',
        'electron.shell.openExternal(url);',
      ];
      expect(await refusedLines(zone, [...opening, 'shell.showItemInFolder(path);'])).toEqual(opening);
    },
  );

  it.each(Object.entries(RUNTIMES))('%s reaches the runtimes it may, and no other', async (zone, allowed) => {
    const forbidden = ALL_RUNTIMES.filter(
      (name) => !allowed.some((base) => name === base || name === `${base}/main` || name === `${base}-node`),
    );
    expect(await refused(zone, ALL_RUNTIMES)).toEqual(
      zone === 'src-main/engine' ? forbidden.filter((name) => !name.startsWith('@tensorflow/')) : forbidden,
    );
  });

  it('src-shared and the page reach nothing of the main process', async () => {
    const main = ['../src-main/files/hash', '../../src-main/files/hash', '../tools/x', '../bench/x'];
    expect(await refused('src-shared', [...main, '../src-renderer/api/client'])).toHaveLength(5);
    for (const zone of ['src-renderer', 'src-renderer/views/run', 'src-renderer/state'])
      expect(await refused(zone, main)).toEqual(main);
    expect(await refused('src-shared', ['./errors', 'zod'])).toEqual([]);
    expect(
      await refused('src-renderer/views', ['../../src-shared/errors', '../api/client', 'chart.js']),
    ).toEqual([]);
  });

  it('the composition root joins the services, and leaves to workers what is theirs', async () => {
    const theirs = [
      './worker/index',
      './threads/crew',
      './dataset',
      './algorithms/rng',
      './cli/index',
      './preload/index',
      './testing/data',
    ];
    expect(await refused('src-main', theirs)).toEqual(theirs);
    const joined = ['./ipc/gate', './window/menu', './runs/run-service', './workspace', './engine/native'];
    expect(await refused('src-main', joined)).toEqual([]);
  });

  it.each([
    ['an import', "import { x } from 'electron';"],
    ['a type', "import type { x } from 'electron';"],
    ['an export', "export { x } from 'electron';"],
    ['an export of all', "export * from 'electron';"],
    ['an import at run time', "await import('electron');"],
    ['a template without holes', 'await import(`electron`);'],
    ['require', "require('electron');"],
    [
      'a require by another name',
      "const nodeRequire = 0 as never as (name: string) => void; nodeRequire('electron');",
    ],
    ['a made require', "import { createRequire } from 'node:module'; createRequire(__filename)('electron');"],
    ['the type of an import', "export type X = import('electron').App;"],
  ])('see %s', async (_, code) => {
    expect(await refuses('src-main/worker', code)).toBe(true);
    expect(await refuses('src-main/worker', code.replace(/'electron'|`electron`/g, "'zod'"))).toBe(false);
  });

  it('ask for node: before built-in modules everywhere', async () => {
    for (const zone of ['src-main/files', 'src-main', 'tools', 'e2e', 'bench'])
      expect([zone, await refused(zone, ['fs', 'fs/promises', 'path', 'node:fs'])]).toEqual([
        zone,
        ['fs', 'fs/promises', 'path'],
      ]);
  });

  it('let only api/ touch window.benchtop', async () => {
    for (const code of [
      'window.benchtop',
      "window['benchtop']",
      'const { benchtop } = window',
      'globalThis.benchtop',
      'self.benchtop',
      '(globalThis as unknown as { benchtop: number }).benchtop',
    ]) {
      expect([code, await refuses('src-renderer/state', `${code};`)]).toEqual([code, true]);
      expect([code, await refuses('src-renderer/api', `${code};`)]).toEqual([code, false]);
    }
    // The version in a run's record has the same name.
    expect(await refuses('src-renderer/state', 'record.environment.benchtop;')).toBe(false);
  });

  it.each([
    'src-main/algorithms',
    'src-main/algorithms/wasm',
    'src-main/engine',
    'src-main/dataset',
    'src-shared/group',
  ])('%s leaves no number to the runtime', async (zone) => {
    const given = 'const x = Number(process.argv[2]);';
    const refusedHere: string[] = [];
    const depends = [
      ...['exp(x)', 'log(x)', 'tanh(x)', 'cos(x)', 'pow(x, 3)', 'hypot(x, 1)', 'log2(x)'].map(
        (call) => `Math.${call}`,
      ),
      "Math['sin'](x)",
      'const { expm1 } = Math',
      'x ** 2',
      '10 ** x',
      '2 ** x',
      '2 ** -x',
      'let y = x; y **= 2',
    ];
    for (const code of depends) if (await refuses(zone, `${given} ${code};`)) refusedHere.push(code);
    expect(refusedHere).toEqual(depends);
    for (const code of ['Math.sqrt(x)', 'Math.fround(x)', '2 ** 52', '2 ** -52', '10n ** BigInt(x)'])
      expect([code, await refuses(zone, `${given} ${code};`)]).toEqual([code, false]);
  });
});
