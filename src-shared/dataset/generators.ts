import { say } from '../language/say';
import { numberProblem, type NumberField } from '../fields/number-field';
import { DATASET_FIELDS } from './fields';

/**
 * The generators of data, declared once: the schema, the form, the command line and the home view
 * are all made from {@link GENERATORS}. How the rows are drawn is in src-main/algorithms.
 */

export const GENERATOR_NAMES = [
  'xnor',
  'xor',
  'and',
  'or',
  'linear-margin',
  'blobs',
  'moons',
  'circles',
  'spirals',
  'xor-clouds',
  'heights-weights',
  'regression',
  'sine',
  'ripple',
  'friedman1',
] as const;
export type GeneratorName = (typeof GENERATOR_NAMES)[number];

/** Parameters beside the seed, which all of them take. */
export const GENERATOR_PARAMS = [
  'n',
  'noise',
  'range',
  'margin',
  'centers',
  'features',
  'factor',
  'classes',
  'turns',
] as const;
export type GeneratorParam = (typeof GENERATOR_PARAMS)[number];

/** Parameters of a generator in an experiment; what is left out has the generator's default. */
type GeneratorParams = { readonly [P in GeneratorParam | 'seed']?: number | undefined };

export interface GeneratedSpec {
  readonly generator: GeneratorName;
  readonly params: GeneratorParams;
}

/** What a generator changes of the field `dataset.params.<name>`: its default at least. */
type ParamOf = Partial<NumberField> & Pick<NumberField, 'default'>;

export interface GeneratorInfo {
  /** In the middle of a sentence. */
  readonly name: string;
  /** One sentence for a person. */
  readonly help: string;
  /** In the order of the form. */
  readonly params: { readonly [P in GeneratorParam]?: ParamOf };
  /** Names of the columns, or `numbered`: x1, x2, ... as many as the parameter `features` says. */
  readonly features: readonly string[] | 'numbered';
  readonly target: string | null;
  /** How many classes the target holds, or the parameter that says it; null: numbers, or no target. */
  readonly classes: number | 'centers' | 'classes' | null;
}

const PLANE = ['x1', 'x2'] as const;
const ROWS = { default: 500 };
const jitter = (value: number): ParamOf => ({ default: value });

/** A logic table: its four rows as they are, or many rows around them. */
function gate(name: string, when: string): GeneratorInfo {
  return {
    name,
    help: say('The 4 corners of the unit square; 1 where {when}.', { when }),
    params: {
      n: { default: 4, min: 4, help: say('Rows beyond 4 repeat the corners.') },
      noise: jitter(0),
    },
    features: PLANE,
    target: 'y',
    classes: 2,
  };
}

export const GENERATORS: Readonly<Record<GeneratorName, GeneratorInfo>> = {
  xnor: gate(say('XNOR table'), say('both inputs agree')),
  xor: gate(say('XOR table'), say('the inputs differ')),
  and: gate(say('AND table'), say('both inputs are 1')),
  or: gate(say('OR table'), say('any input is 1')),
  'linear-margin': {
    name: say('linear margin'),
    help: say('Uniform points, class 1 above the line y = x, pushed apart along its normal.'),
    params: { n: ROWS, noise: jitter(0), range: { default: 5 }, margin: { default: 0.5 } },
    features: ['x', 'y'],
    target: 'class',
    classes: 2,
  },
  blobs: {
    name: say('blobs'),
    help: say('Normal clouds of equal spread around centres drawn at random; the class is the cloud.'),
    params: {
      n: ROWS,
      noise: { default: 1, label: say('Spread'), help: say('Standard deviation of each cloud.') },
      centers: { default: 3 },
      features: { default: 2 },
      range: { default: 10, help: say('Centres are uniform in [-range, range] on every axis.') },
    },
    features: 'numbered',
    target: 'class',
    classes: 'centers',
  },
  moons: {
    name: say('two moons'),
    help: say('Two half circles of radius 1, one reaching into the other.'),
    params: { n: ROWS, noise: jitter(0.1) },
    features: PLANE,
    target: 'class',
    classes: 2,
  },
  circles: {
    name: say('circles'),
    help: say('A circle of radius 1 (class 0) around a smaller one (class 1).'),
    params: { n: ROWS, noise: jitter(0.1), factor: { default: 0.5 } },
    features: PLANE,
    target: 'class',
    classes: 2,
  },
  spirals: {
    name: say('spirals'),
    help: say('Arms that wind from the middle to radius 1, one a class.'),
    params: { n: ROWS, noise: jitter(0.02), turns: { default: 1.5 }, classes: { default: 2 } },
    features: PLANE,
    target: 'class',
    classes: 'classes',
  },
  'xor-clouds': {
    name: say('XOR clouds'),
    help: say('Normal clouds around (±1, ±1); class 1 where the signs of the centre differ.'),
    params: {
      n: ROWS,
      noise: { default: 0.35, label: say('Spread'), help: say('Standard deviation of each cloud.') },
    },
    features: PLANE,
    target: 'class',
    classes: 2,
  },
  'heights-weights': {
    name: say('heights and weights'),
    help: say('Normal heights (in) and weights (lb) with the spread and correlation of real ones.'),
    params: {
      n: { default: 200 },
      noise: {
        default: 0,
        unit: say('sd'),
        help: say('Errors of measurement, in standard deviations of the column; they add to its spread.'),
      },
    },
    features: [say('Height'), say('Weight')],
    target: null,
    classes: null,
  },
  regression: {
    name: say('linear regression'),
    help: say('A weighted sum of standard normal features; the weights are drawn from -1 to 1.'),
    params: { n: ROWS, noise: jitter(0.1), features: { default: 2 } },
    features: 'numbered',
    target: 'y',
    classes: null,
  },
  sine: {
    name: say('noisy sine'),
    help: say('y = sin(x) at uniform points.'),
    params: {
      n: ROWS,
      noise: jitter(0.1),
      range: { default: 5, help: say('x is uniform in [-range, range].') },
    },
    features: ['x'],
    target: 'y',
    classes: null,
  },
  ripple: {
    name: say('ripple'),
    help: say('y = sin(r) / r, where r is the distance from the origin: a wave that runs out.'),
    params: { n: ROWS, noise: jitter(0.02), range: { default: 8 } },
    features: PLANE,
    target: 'y',
    classes: null,
  },
  friedman1: {
    name: say('Friedman 1'),
    help: say(
      'y = 10 sin(π x1 x2) + 20 (x3 - 0.5)² + 10 x4 + 5 x5 on uniform features; further features are noise.',
    ),
    params: { n: ROWS, noise: jitter(1), features: { default: 10, min: 5 } },
    features: 'numbered',
    target: 'y',
    classes: null,
  },
};

/** The number fields of a generator in the order of its form, without the seed. */
export function generatorFields(name: GeneratorName): { param: GeneratorParam; field: NumberField }[] {
  const { params } = GENERATORS[name];
  return (Object.keys(params) as GeneratorParam[]).map((param) => ({
    param,
    field: { ...DATASET_FIELDS[`dataset.params.${param}`], ...params[param] },
  }));
}

/** A parameter as it is used: given, or the generator's default. NaN where it has none of that name. */
export function readParam({ generator, params }: GeneratedSpec, param: GeneratorParam): number {
  return params[param] ?? GENERATORS[generator].params[param]?.default ?? NaN;
}

/** Names of the feature columns. */
export function generatedFeatures(spec: GeneratedSpec): readonly string[] {
  const { features } = GENERATORS[spec.generator];
  if (features !== 'numbered') return features;
  // The form shows the columns while the number is still being typed.
  const count = readParam(spec, 'features');
  const length = Number.isInteger(count) && count > 0 ? Math.min(count, 1000) : 0;
  return Array.from({ length }, (_, c) => `x${c + 1}`);
}

/** How many classes the target has; null where it holds numbers, or there is none. */
export function generatedClasses(spec: GeneratedSpec): number | null {
  const { classes } = GENERATORS[spec.generator];
  return typeof classes === 'string' ? readParam(spec, classes) : classes;
}

/** Numbers that a generated table may hold: 0.8 GB, and a run needs a few times that. */
const MAX_VALUES = 100_000_000;

/** What is wrong with the parameters of a generator, each with its name. */
export function paramProblems(spec: GeneratedSpec): { param: string; message: string }[] {
  const fields = generatorFields(spec.generator);
  const own = new Set<string>(['seed', ...fields.map(({ param }) => param)]);
  const problems = Object.keys(spec.params)
    .filter((param) => !own.has(param))
    .map((param) => ({
      param,
      message: say('{generator} has no parameter "{param}"; it takes {fields} and seed.', {
        generator: spec.generator,
        param,
        fields: fields.map((field) => field.param).join(', '),
      }),
    }));
  for (const { param, field } of fields) {
    const value = spec.params[param];
    const message = value === undefined ? null : numberProblem(field, value);
    if (message !== null) problems.push({ param, message });
  }
  const columns = generatedFeatures(spec).length + 1;
  if (problems.length === 0 && readParam(spec, 'n') * columns > MAX_VALUES) {
    problems.push({
      param: 'n',
      message: say(
        '{spec} rows of {columns} columns are more than the {MAX_VALUES} values that fit: use at most {MAX_VALUES2} rows, or fewer features.',
        {
          spec: readParam(spec, 'n'),
          columns,
          MAX_VALUES,
          MAX_VALUES2: Math.floor(MAX_VALUES / columns),
        },
      ),
    });
  }
  return problems;
}
