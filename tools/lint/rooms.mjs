// Borders inside the zones: which room (a folder of a zone) may import which other rooms of it.
import { posix, relative, sep } from 'node:path';
import { root } from '../lib/places.mjs';
import { RENDERER_ROOMS } from './renderer-rooms.mjs';

/**
 * Rooms by zone; the list of a room is what it may import of the same zone, besides itself. `.` are the
 * zone's loose files. In a zone that stands here a room without a row is refused.
 */
export const ROOMS = {
  'src-shared': {
    'portable-math': [],
    numbers: ['portable-math'],
    language: [],
    distributions: ['portable-math'],
    statistics: ['.', 'distributions', 'portable-math'],
    '.': ['language'],
    fields: ['language'],
    dataset: ['.', 'fields', 'language'],
    training: ['.', 'fields', 'language'],
    models: ['.', 'dataset', 'fields', 'language', 'training'],
    experiment: ['.', 'dataset', 'fields', 'language', 'models', 'training'],
    run: ['.', 'dataset', 'experiment', 'fields', 'language', 'models', 'training'],
    compare: ['.', 'dataset', 'group', 'language', 'models', 'portable-math', 'run', 'statistics'],
    group: [
      '.',
      'dataset',
      'distributions',
      'experiment',
      'fields',
      'language',
      'models',
      'portable-math',
      'run',
      'statistics',
      'training',
    ],
    help: ['.', 'dataset', 'fields', 'language', 'models', 'training'],
    // Data, runs, forks and groups, by what each came from.
    lineage: ['group', 'run'],
    // Pages of the notebook: Markdown, and what it embeds.
    notes: ['.', 'language'],
    // What came of runs as documents: HTML, words and tables for papers.
    report: [
      '.',
      'compare',
      'dataset',
      'experiment',
      'fields',
      'group',
      'language',
      'models',
      'notes',
      'portable-math',
      'run',
      'training',
    ],
    ipc: [
      '.',
      'compare',
      'dataset',
      'experiment',
      'fields',
      'group',
      'language',
      'models',
      'notes',
      'report',
      'run',
    ],
  },
  // Kinds know neither each other nor the table above them.
  'src-shared/models': {
    contract: [],
    network: ['contract'],
    kmeans: ['contract'],
    svm: ['contract'],
    'linear-regression': ['contract'],
    'logistic-regression': ['contract'],
    '.': ['contract', 'kmeans', 'linear-regression', 'logistic-regression', 'network', 'svm'],
  },
  // Contract, kinds, the table of kinds: a kind knows no other, and nothing below knows a kind.
  'src-main/algorithms': {
    numeric: [],
    wasm: [],
    explore: [],
    // Probabilities that are what they say.
    calibration: ['explore', 'numeric'],
    trials: ['numeric'],
    generators: ['numeric'],
    contract: ['numeric'],
    guidance: ['contract'],
    evaluation: ['contract', 'explore', 'numeric'],
    // Why a model says what it says: it asks any kind alike.
    explain: ['calibration', 'contract', 'explore', 'numeric'],
    // What classifiers share, and what the two regressions share.
    classes: ['contract'],
    regression: ['contract', 'guidance', 'numeric'],
    // Rows that come in blocks.
    streamed: ['contract', 'numeric'],
    // Its weights set by hand are measured piece by piece, while a person looks.
    network: ['contract', 'explore', 'guidance', 'numeric', 'streamed', 'wasm'],
    kmeans: ['contract', 'guidance', 'numeric', 'streamed', 'wasm'],
    svm: ['calibration', 'classes', 'contract', 'guidance', 'numeric', 'streamed', 'wasm'],
    'linear-regression': ['contract', 'guidance', 'numeric', 'regression'],
    'logistic-regression': ['classes', 'contract', 'guidance', 'numeric', 'regression'],
    models: [
      'calibration',
      'contract',
      'network',
      'kmeans',
      'svm',
      'linear-regression',
      'logistic-regression',
      'numeric',
    ],
    // What a model is held against.
    baselines: ['contract', 'explore', 'linear-regression', 'numeric'],
  },
  // In the order in which a file is read.
  'src-main/dataset': {
    source: [],
    scan: ['source'],
    dialect: ['source', 'scan'],
    table: ['source', 'scan', 'dialect'],
    formats: ['source', 'scan', 'dialect', 'table'],
    open: ['source', 'scan', 'dialect', 'table', 'formats'],
    columns: ['source', 'scan', 'table', 'open'],
    preview: ['source', 'scan', 'dialect', 'table', 'open', 'columns'],
    profile: ['source', 'scan', 'dialect', 'table', 'open', 'columns', 'preview'],
    filter: ['source', 'table', 'open', 'columns'],
    prepare: ['source', 'columns', 'filter', 'preview'],
    // Tables that are never held whole.
    stream: ['source', 'dialect', 'columns', 'filter', 'prepare'],
    explore: ['source', 'columns', 'filter', 'preview', 'prepare'],
    // How they are looked at: by rows anywhere in them, and a sample of them all.
    sampled: ['source', 'dialect', 'table', 'preview', 'profile', 'stream'],
    predict: ['source', 'scan', 'table', 'open', 'columns', 'prepare', 'stream'],
    write: ['source', 'scan', 'table', 'open'],
    query: ['source'],
    // Files for tests.
    fixtures: ['source', 'formats', 'preview', 'profile'],
    '.': [
      'source',
      'table',
      'columns',
      'filter',
      'preview',
      'profile',
      'prepare',
      'explore',
      'predict',
      'query',
      'sampled',
      'stream',
      'write',
    ],
  },
  'src-main/files': {
    '.': [],
    compiled: [],
    csv: ['.'],
    'run-files': ['.', 'csv'],
    tensorboard: ['.'],
  },
  'src-main/export': {
    portable: [],
    onnx: ['portable'],
    keras: ['portable'],
    tfjs: ['portable'],
    weights: ['portable'],
    python: ['portable'],
    '.': ['keras', 'onnx', 'portable', 'python', 'tfjs', 'weights'],
  },
  'src-main/trackers': {
    in: [],
    out: [],
  },
  'src-main/worker': {
    protocol: [],
    helpers: [],
    thread: ['protocol'],
    stored: ['protocol'],
    calls: ['helpers', 'protocol', 'stored', 'thread'],
    training: ['helpers', 'protocol', 'stored', 'thread'],
    '.': ['calls', 'protocol', 'thread', 'training'],
  },
  'src-main/workspace': {
    storage: [],
    external: ['storage'],
    'run-folders': ['external', 'storage'],
    // What a capsule is merged into are the stores beside it.
    capsule: ['.', 'external', 'notes', 'run-folders', 'storage'],
    jobs: [],
    notes: ['storage'],
    '.': ['external', 'notes', 'run-folders', 'storage'],
  },
  'src-main/runs': {
    checkpoints: [],
    data: [],
    groups: ['data'],
    answers: ['checkpoints', 'data'],
    live: ['checkpoints', 'data'],
    library: ['live'],
    reports: ['checkpoints', 'data'],
    starting: ['checkpoints', 'data', 'groups', 'live'],
    elsewhere: ['data', 'groups', 'library'],
    '.': ['answers', 'checkpoints', 'data', 'elsewhere', 'groups', 'library', 'live', 'reports', 'starting'],
  },
  'src-main/ipc': {
    '.': [],
    handlers: ['.'],
  },
  'src-main/cli': {
    print: [],
    services: ['print'],
    declare: ['services'],
    options: ['declare', 'services'],
    output: ['declare', 'print', 'services'],
    inputs: ['options', 'print', 'services'],
    commands: ['declare', 'inputs', 'options', 'output', 'print', 'services'],
    completion: ['commands', 'declare', 'print', 'services'],
    testing: ['commands', 'declare', 'services'],
    formats: ['commands', 'testing'],
    '.': ['commands', 'completion', 'declare', 'print', 'services'],
  },
  ...RENDERER_ROOMS,
};

/** The room of a path inside a zone: `.` for a loose file, else the first folder. */
function findRoom(path, zone, rooms) {
  const [first, ...rest] = path.slice(zone.length + 1).split('/');
  return rest.length > 0 || first in rooms ? first : '.';
}

/**
 * The border that an import crosses, or null where it may.
 * @param file path of the importing file from the project's root, with slashes
 * @param specifier what it imports; only relative ones lead to a room
 */
export function crossedBorder(file, specifier, table = ROOMS) {
  if (!specifier.startsWith('.')) return null;
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  for (const [zone, rooms] of Object.entries(table)) {
    const inside = `${zone}/`;
    if (!file.startsWith(inside) || !(target === zone || target.startsWith(inside))) continue;
    const [from, to] = [findRoom(file, zone, rooms), target === zone ? '.' : findRoom(target, zone, rooms)];
    if (from !== to && !(rooms[from] ?? []).includes(to)) return { zone, from, to };
  }
  return null;
}

/** ESLint's rule `house/rooms`: every way of naming a module is looked at. */
const rooms = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      crossed: 'In {{zone}}, {{from}} may not import {{to}}: see tools/lint/rooms.mjs.',
    },
  },
  create(context) {
    const file = relative(root, context.filename).split(sep).join('/');
    const check = (node) => {
      if (typeof node?.value !== 'string') return;
      const data = crossedBorder(file, node.value);
      if (data !== null) context.report({ node, messageId: 'crossed', data });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source, argument }) => check(source ?? argument?.literal),
    };
  },
};

export default { rules: { rooms } };
