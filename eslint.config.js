import { builtinModules } from 'node:module';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import house from './tools/lint/rooms.mjs';

/**
 * The zones of docs/architecture.md: who may import whom. Each names what it may reach; every other
 * folder and every runtime it does not name is refused. src-main/zones.test.ts tries each border.
 */
const FOLDERS = [
  'algorithms',
  'threads',
  'helper',
  'files',
  'engine',
  'export',
  'dataset',
  'trackers',
  'worker',
  'host',
  'workspace',
  'runs',
  'ipc',
  'window',
  'preload',
  'cli',
];
const BUILT_IN = `(${builtinModules.filter((name) => !name.startsWith('node:')).join('|')})($|/)`;
const RUNTIMES = {
  node: `^(node:|${BUILT_IN})`,
  electron: '^electron($|/)',
  tensorflow: '^@tensorflow/',
  duckdb: '^@duckdb/',
  store: '^(conf|electron-store)($|/)',
};
const NODE_PREFIX = { regex: `^${BUILT_IN}`, message: 'Write node: before a built-in module.' };

const HANDS_OUT = [
  {
    selector: 'MemberExpression[property.name="openExternal"], Property[key.name="openExternal"]',
    message: 'No address is handed to the browser: it may be one that a stranger chose.',
  },
];

/** Refuses modules by every way of naming one: import, export from, import(), require(), import types. */
function restrict(patterns, selectorsToo = []) {
  const all = [...patterns, NODE_PREFIX];
  const selectors = all.flatMap(({ regex, message }) => {
    // A slash would end the selector's regular expression.
    const source = `/${regex.replaceAll('/', '\\u002F')}/`;
    const named = `[value=${source}]`;
    return [
      { selector: `ImportExpression > Literal.source${named}`, message },
      { selector: `ImportExpression TemplateElement[value.raw=${source}]`, message },
      { selector: `CallExpression[callee.name=/[rR]equire$/] > Literal.arguments${named}`, message },
      { selector: `CallExpression[callee.callee.name=/[rR]equire$/] > Literal.arguments${named}`, message },
      { selector: `TSImportType Literal${named}`, message },
    ];
  });
  return {
    'no-restricted-imports': ['error', { patterns: all }],
    'no-restricted-syntax': ['error', ...selectors, ...HANDS_OUT, ...selectorsToo],
  };
}

function runtimesBut(allowed) {
  return Object.entries(RUNTIMES)
    .filter(([name]) => !allowed.includes(name))
    .map(([name, regex]) => ({ regex, message: `This zone may not use ${name}: see docs/architecture.md.` }));
}

/** Math's functions that the standard leaves to the runtime: their last digits differ between versions of V8. */
const NOT_PORTABLE = [
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cbrt', 'cos', 'cosh', 'exp', 'expm1'],
  ...['hypot', 'log', 'log10', 'log1p', 'log2', 'pow', 'sin', 'sinh', 'tan', 'tanh'],
];
const PORTABLE_MESSAGE = 'Its digits depend on the runtime: see src-shared/portable-math.';
/** `**` is Math.pow, but for a literal power of 2 and for whole numbers of any length. */
const POWER = {
  selector:
    ':matches(BinaryExpression[operator="**"]:not([left.value=2][right.type="Literal"]):not([left.value=2][right.argument.type="Literal"]):not([left.bigint]), AssignmentExpression[operator="**="])',
  message: PORTABLE_MESSAGE,
};

/** What {@link restrict} refuses, and what would give other numbers on another runtime. */
function restrictPortably(patterns) {
  return {
    ...restrict(patterns, [POWER]),
    'no-restricted-properties': [
      'error',
      ...NOT_PORTABLE.map((property) => ({ object: 'Math', property, message: PORTABLE_MESSAGE })),
    ],
  };
}

/** A folder of src-main: the other folders and the runtimes it may reach. */
function zone(folder, { folders = [], runtimes = [] }) {
  const forbidden = FOLDERS.filter((name) => name !== folder && !folders.includes(name));
  return {
    files: [`src-main/${folder}/**/*.ts`],
    ignores: ['**/*.test.ts'],
    rules: restrictPortably([
      {
        regex: `^(\\./)?(\\.\\./)+(src-main/)?(${forbidden.join('|')})($|/)`,
        message: `${folder} may not import that folder: see docs/architecture.md.`,
      },
      {
        regex: '(^|/)(src-renderer|testing|bench|e2e|tools)/',
        message: 'Nothing of src-main imports that.',
      },
      ...runtimesBut(runtimes),
    ]),
  };
}

const PAGE = ['src-renderer/**/*.ts', 'src-renderer/**/*.svelte'];
const NOT_FOR_THE_PAGE = [
  { regex: '(^|/)(src-main|bench|e2e|tools)/', message: 'The window knows src-shared only.' },
  ...runtimesBut([]),
];

export default ts.config(
  {
    ignores: [
      'node_modules/',
      'out/',
      'out-dev/',
      'coverage/',
      '.benchtop/',
      '.svelte-check/',
      'test-results/',
      'playwright-report/',
      '**/node_modules/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.{ts,js,mjs,svelte}'], rules: restrict([]) },
  {
    // Tests may look into any room.
    files: ['src-*/**/*.{ts,svelte}'],
    ignores: ['**/*.test.ts'],
    plugins: { house },
    rules: { 'house/rooms': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      // A name is kept where its place counts: `_` alone, or before the word.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_+$|^_[a-z]', varsIgnorePattern: '^_+$', ignoreRestSiblings: true },
      ],
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
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    extends: [ts.configs.strictTypeCheckedOnly],
    rules: {
      // Also `void` says nothing of what happens when it fails.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Trainers are async generators so that a loop may wait between their steps.
      '@typescript-eslint/require-await': 'off',
      // The newest Electron's and Node's types promise what the oldest that we run on lacks.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Readers and stores are closures behind an interface, without a `this`.
      '@typescript-eslint/unbound-method': 'off',
      // What is kept of a failure is thrown on as it came.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    // protocol.handle came with Electron 25; the older way stays for Electron 22.
    files: ['src-main/window/page/app-protocol.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  {
    // No newer way gives a file that is loaded by require the code that V8 kept: Node 22 has one of its own.
    files: ['src-main/files/compiled/compiled-parts.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['src-shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: restrictPortably([
      {
        regex: '(^|/)(src-main|src-renderer|bench|e2e|tools)/',
        message: 'The contract imports nothing of ours.',
      },
      ...runtimesBut([]),
    ]),
  },
  zone('algorithms', {}),
  zone('threads', {}),
  zone('files', { folders: ['algorithms'], runtimes: ['node'] }),
  zone('engine', { folders: ['algorithms'], runtimes: ['node', 'tensorflow'] }),
  zone('dataset', { folders: ['algorithms', 'files', 'threads'], runtimes: ['node', 'duckdb'] }),
  zone('trackers', { folders: ['files'], runtimes: ['node'] }),
  zone('export', { folders: ['algorithms'], runtimes: ['node'] }),
  zone('worker', {
    folders: ['algorithms', 'files', 'engine', 'export', 'dataset', 'threads', 'trackers'],
    runtimes: ['node'],
  }),
  zone('helper', { folders: ['algorithms'], runtimes: ['node'] }),
  zone('host', { folders: ['worker'], runtimes: ['node'] }),
  zone('workspace', { folders: ['algorithms', 'files'], runtimes: ['node', 'store'] }),
  zone('runs', { folders: ['host', 'worker', 'workspace'], runtimes: ['node'] }),
  zone('ipc', { folders: ['runs', 'workspace'], runtimes: ['node', 'electron'] }),
  zone('window', { runtimes: ['node', 'electron'] }),
  zone('preload', { runtimes: ['electron'] }),
  {
    // The composition root joins them all; what only a worker may load it must not.
    files: ['src-main/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: restrictPortably([
      {
        regex: '^\\./(worker|helper|threads|dataset|trackers|algorithms|cli|preload|testing)($|/)',
        message: 'Only workers run that.',
      },
      { regex: '(^|/)(src-renderer|bench|e2e|tools)/', message: 'Nothing of src-main imports that.' },
      { regex: '^conf($|/)', message: 'The window hands electron-store to the workspace.' },
      ...runtimesBut(['node', 'electron', 'store']),
    ]),
  },
  zone('cli', { folders: ['algorithms', 'files', 'host', 'workspace', 'runs'], runtimes: ['node', 'store'] }),
  {
    files: PAGE,
    ignores: ['**/*.test.ts'],
    rules: {
      ...restrict(NOT_FOR_THE_PAGE),
      'svelte/no-at-html-tags': 'error',
      // State is $state.raw and replaced whole: its maps and sets are never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: PAGE,
    ignores: ['src-renderer/api/**', '**/*.test.ts'],
    rules: {
      ...restrict(NOT_FOR_THE_PAGE, [
        {
          selector: 'MemberExpression[object.type=/^TS/][property.name="benchtop"]',
          message: 'Only api/ touches window.benchtop.',
        },
      ]),
      'no-restricted-properties': [
        'error',
        ...['window', 'globalThis', 'self'].map((object) => ({
          object,
          property: 'benchtop',
          message: 'Only api/ touches window.benchtop.',
        })),
      ],
    },
  },
);
