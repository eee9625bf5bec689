import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(__dirname, '..');

/** One import that each zone must refuse, and one it may have. */
const BORDERS: readonly [zone: string, forbidden: readonly string[], allowed: readonly string[]][] = [
  ['src-shared', ['node:fs', 'electron', '../src-main/files/hash'], ['./errors', 'zod']],
  [
    'src-main/algorithms',
    ['node:fs', 'fs', '@tensorflow/tfjs-node', '../files/hash', '../engine/index'],
    ['./rng', '../../src-shared/errors'],
  ],
  [
    'src-main/files',
    ['electron', '../workspace/index', '../dataset/index', 'conf'],
    ['node:fs', '../algorithms/trainer'],
  ],
  [
    'src-main/engine',
    ['../dataset/index', 'electron', '@duckdb/node-api'],
    ['@tensorflow/tfjs-node', '../algorithms/index'],
  ],
  [
    'src-main/dataset',
    ['@tensorflow/tfjs-node', '../workspace/index', 'electron'],
    ['@duckdb/node-api', '../files/hash'],
  ],
  [
    'src-main/worker',
    ['electron', '../host/worker-host', '../workspace/index', 'conf'],
    ['../engine/index', '../dataset/index', '../files/hash'],
  ],
  [
    'src-main/host',
    ['electron', '../engine/index', '@tensorflow/tfjs-node', '../workspace/index'],
    ['../worker/protocol'],
  ],
  [
    'src-main/workspace',
    ['electron', '../host/worker-host', '@duckdb/node-api'],
    ['conf', '../files/durable'],
  ],
  [
    'src-main/runs',
    ['electron', '../engine/index', '../dataset/index', 'conf'],
    ['../host/worker-host', '../workspace'],
  ],
  [
    'src-main/ipc',
    ['conf', '../engine/index', '../worker/index', '@duckdb/node-api'],
    ['electron', '../runs/run-service'],
  ],
  ['src-main/window', ['../workspace/index', '../runs/run-service', 'conf'], ['electron']],
  ['src-main/preload', ['node:fs', '../ipc/gate', 'conf'], ['electron', '../../src-shared/ipc/channels']],
  ['src-main/cli', ['electron', '../engine/index', '../window/menu'], ['conf', '../runs/run-service']],
  [
    'src-renderer/views',
    ['node:fs', 'electron', '../../src-main/files/hash'],
    ['../../src-shared/errors', '../api/client'],
  ],
];

describe('zones', () => {
  let eslint: ESLint;
  beforeAll(() => {
    // The borders alone: type-aware rules need files that exist.
    eslint = new ESLint({ cwd: root, ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports' });
  });

  const refuses = async (zone: string, module: string): Promise<boolean> => {
    const config = (await eslint.calculateConfigForFile(join(root, zone, 'border.ts'))) as {
      rules: Record<string, unknown>;
    };
    const alone = new ESLint({
      cwd: root,
      overrideConfigFile: true,
      overrideConfig: [
        {
          files: ['**/*.ts'],
          rules: { 'no-restricted-imports': config.rules['no-restricted-imports'] as never },
        },
      ],
    });
    const [result] = await alone.lintText(`import '${module}';\n`, {
      filePath: join(root, zone, 'border.ts'),
    });
    return (result?.errorCount ?? 0) > 0;
  };

  it.each(BORDERS)('%s refuses what it must not reach', async (zone, forbidden, allowed) => {
    for (const module of forbidden) expect([module, await refuses(zone, module)]).toEqual([module, true]);
    for (const module of allowed) expect([module, await refuses(zone, module)]).toEqual([module, false]);
  });
});
