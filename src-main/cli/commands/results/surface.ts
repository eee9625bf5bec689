import { command } from '../../declare/command';
import { wholeNumber } from '../../declare/option';
import { findRun, noteModel } from '../../inputs/find-run';
import { RUN } from '../../options/operands';
import { printJson, printLine, short } from '../../print/print';

const GRID = 100;

/** A network's output over its two features. */
export const surface = command({
  name: 'surface',
  group: 'Results',
  summary: 'a network’s output over its two features',
  operands: [RUN],
  options: {
    grid: wholeNumber('N', 'points along each side', { min: 2, max: 2000, usual: GRID }),
    step: wholeNumber('N', 'of a checkpoint; the finished model without the option', { min: 0 }),
  },
  examples: [['surface last --grid 50 --json', '50 × 50 values']],
  asksWorker: true,
  async run({ operands, options }, services) {
    const { record } = findRun(operands[0], services);
    const grid = options.grid ?? GRID;
    const at = options.step ?? null;
    await noteModel(record.id, at, services);
    const { x1, x2, values } = await services.runs.models.surface(record.id, at, grid);
    const rows = Array.from(x2, (_, i) => Array.from(values.subarray(i * x1.length, (i + 1) * x1.length)));
    if (options.json === true) {
      printJson({ x1, x2, values: rows });
      return 0;
    }
    const shades = ' ░▒▓█';
    const every = Math.max(1, Math.floor(grid / 30));
    for (let i = grid - 1; i >= 0; i -= every) {
      const row = rows[i] ?? [];
      printLine(
        row
          .filter((_, j) => j % every === 0)
          .map((value) => (shades[Math.min(4, Math.max(0, Math.floor(value * 5)))] ?? ' ').repeat(2))
          .join(''),
      );
    }
    const corner = (i: number, j: number): string => short(rows[i]?.[j] ?? NaN);
    printLine(
      `corners: (low, low) ${corner(0, 0)} · (low, high) ${corner(grid - 1, 0)} · (high, low) ${corner(0, grid - 1)} · (high, high) ${corner(grid - 1, grid - 1)}`,
    );
    return 0;
  },
});
