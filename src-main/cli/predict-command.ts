import { resolve } from 'node:path';
import { fail } from '../../src-shared/errors';
import type { Prediction } from '../../src-shared/run/frames';
import { wholeNumber, type Arguments } from './arguments';
import { printJson, printLine, short, table } from './output';
import { findRun } from './run-commands';
import type { Services } from './services';

/** `predict RUN (FILE | --points "x1,x2;x1,x2" | --random N)` */
export async function predictCommand(args: Arguments, services: Services): Promise<number> {
  const { record } = findRun(args.operands[0], services);
  const [, file] = args.operands;
  const { points, random, step } = args.options;
  if ([file, points, random].filter((given) => given !== undefined).length !== 1) {
    throw fail('usage', 'Give the points one way: a file, --points "x1,x2;x1,x2", or --random N.');
  }
  const request =
    points !== undefined
      ? { kind: 'cells' as const, points: cellsOf(points) }
      : random !== undefined
        ? {
            kind: 'random' as const,
            n: wholeNumber(random, 'random', 20, 1),
            seed: wholeNumber(args.options.seed, 'seed', record.experiment.seed),
          }
        : { kind: 'file' as const, path: resolve(file ?? '') };
  const at = step === undefined ? null : wholeNumber(step, 'step', 0);
  const predictions = await services.runs.predict(record.id, at, request);
  if (args.options.json === true) {
    // What was asked, in the words it was asked in: categories and dates rather than model inputs.
    printJson(predictions.map(({ given, input, ...answer }) => ({ input: given ?? input, ...answer })));
    return 0;
  }
  printPredictions(predictions);
  return 0;
}

function printPredictions(predictions: readonly Prediction[]): void {
  const asked = predictions.map(({ given, input }) => given ?? input);
  const columns = [...new Set(asked.flatMap((cells) => Object.keys(cells)))];
  const [first] = predictions;
  const told = ['input', 'given', 'filled', 'probabilities'];
  const answers = Object.keys(first ?? {}).filter((key) => !told.includes(key));
  const classes = Object.keys(first?.probabilities ?? {});
  printLine(
    table(
      [...columns, ...answers, ...classes.map((name) => `p(${name})`)],
      predictions.map((prediction, i) => [
        ...columns.map((name) => asked[i]?.[name] ?? null),
        ...answers.map((key) => answerText((prediction as unknown as Record<string, unknown>)[key])),
        ...classes.map((name) => prediction.probabilities?.[name] ?? null),
      ]),
    ),
  );
  const filled = predictions.filter((prediction) => (prediction.filled ?? []).length > 0);
  if (filled.length === 0) return;
  const names = [...new Set(filled.flatMap((prediction) => prediction.filled ?? []))];
  printLine(
    `note: ${filled.length} of ${predictions.length} points had missing cells, which were filled as in training: ${names.join(', ')}`,
  );
}

/** Cells of the raw columns; an empty one is missing. */
function cellsOf(text: string): string[][] {
  return text
    .split(';')
    .filter((point) => point.trim() !== '')
    .map((point) => point.split(',').map((cell) => cell.trim()));
}

function answerText(value: unknown): string | number | null {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return Array.isArray(value) ? value.map((part) => short(Number(part))).join(' ') : null;
}
