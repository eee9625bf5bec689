import { builtinModules } from 'node:module';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/**
 * The zones of docs/architecture.md: who may import whom. Each names what it may reach; every other
 * folder and every runtime it does not name is refused. src-main/zones.test.ts tries each border.
 */
const FOLDERS = [
  'algorithms',
  'files',
  'engine',
  'dataset',
  'worker',
  'host',
  'workspace',
  'runs',
  'ipc',
  'window',
  'preload',
  'cli',
];
const RUNTIMES = {
  node: `^(node:|(${builtinModules.join('|')})($|/))`,
  electron: '^electron($|/)',
  tensorflow: '^@tensorflow/',
  duckdb: '^@duckdb/',
  store: '^(conf|electron-store)($|/)',
};

function restrict(patterns) {
  return { 'no-restricted-imports': ['error', { patterns }] };
}

function runtimesBut(allowed) {
  return Object.entries(RUNTIMES)
    .filter(([name]) => !allowed.includes(name))
    .map(([name, regex]) => ({ regex, message: `This zone may not use ${name}: see docs/architecture.md.` }));
}

/** A folder of src-main: the other folders and the runtimes it may reach. */
function zone(folder, { folders = [], runtimes = [] }) {
  const forbidden = FOLDERS.filter((name) => name !== folder && !folders.includes(name));
  return {
    files: [`src-main/${folder}/**/*.ts`],
    ignores: ['**/*.test.ts'],
    rules: restrict([
      {
        regex: `^(\\.\\./)+(src-main/)?(${forbidden.join('|')})($|/)`,
        message: `${folder} may not import that folder: see docs/architecture.md.`,
      },
      { regex: '(^|/)(src-renderer|testing)/', message: 'Nothing of src-main imports that.' },
      ...runtimesBut(runtimes),
    ]),
  };
}

export default ts.config(
  {
    ignores: [
      'node_modules/',
      'out/',
      '.benchtop/',
      'test-results/',
      'playwright-report/',
      '**/node_modules/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      // Indices inside a loop's own bounds: a check a step would cost more than it finds.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
    },
  },
  {
    files: ['src-shared/**/*.ts', 'src-main/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.d.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },
  {
    files: ['src-shared/**/*.ts', 'src-main/**/*.ts'],
    ignores: ['**/*.test.ts'],
    languageOptions: {
      parserOptions: {
        project: ['src-main/tsconfig.json', 'src-main/preload/tsconfig.json', 'src-shared/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['src-shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: restrict([
      { regex: '(^|/)(src-main|src-renderer)/', message: 'The contract imports nothing of ours.' },
      ...runtimesBut([]),
    ]),
  },
  zone('algorithms', {}),
  zone('files', { folders: ['algorithms'], runtimes: ['node'] }),
  zone('engine', { folders: ['algorithms'], runtimes: ['node', 'tensorflow'] }),
  zone('dataset', { folders: ['algorithms', 'files'], runtimes: ['node', 'duckdb'] }),
  zone('worker', { folders: ['algorithms', 'files', 'engine', 'dataset'], runtimes: ['node'] }),
  zone('host', { folders: ['worker'], runtimes: ['node'] }),
  zone('workspace', { folders: ['algorithms', 'files'], runtimes: ['node', 'store'] }),
  zone('runs', { folders: ['host', 'worker', 'workspace'], runtimes: ['node'] }),
  zone('ipc', { folders: ['runs', 'workspace'], runtimes: ['node', 'electron'] }),
  zone('window', { runtimes: ['node', 'electron'] }),
  zone('preload', { runtimes: ['electron'] }),
  zone('cli', { folders: ['algorithms', 'files', 'host', 'workspace', 'runs'], runtimes: ['node', 'store'] }),
  {
    files: ['src-renderer/**/*.ts', 'src-renderer/**/*.svelte'],
    ignores: ['**/*.test.ts'],
    rules: {
      ...restrict([
        { regex: '(^|/)src-main/', message: 'The window knows src-shared only.' },
        ...runtimesBut([]),
      ]),
      'svelte/no-at-html-tags': 'error',
      // State is $state.raw and replaced whole: its maps and sets are never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['src-renderer/**/*.ts', 'src-renderer/**/*.svelte'],
    ignores: ['src-renderer/api/**', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'benchtop', message: 'Only api/ touches window.benchtop.' },
      ],
    },
  },
);
