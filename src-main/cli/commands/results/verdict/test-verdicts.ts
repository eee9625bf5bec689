import { compareGroups, type VerdictOptions } from '../../../../../src-shared/compare/verdict/compare-groups';
import { fail } from '../../../../../src-shared/errors';
import type { CommonValues } from '../../../declare/command';
import { reading } from '../../../output/reading-progress';
import type { Services } from '../../../services/services';
import { findCompared } from './find-compared';
import { printVerdicts } from './print-verdict';

interface TestValues extends CommonValues {
  readonly baseline?: string;
  readonly metric?: string;
  readonly rope?: string;
}

/** Whether one group or run is better than another, or than the baseline. @returns the exit code */
export async function testVerdicts(
  operands: readonly string[],
  options: TestValues,
  services: Services,
): Promise<number> {
  const compared = findCompared(operands, options.baseline, services);
  const asked: VerdictOptions = { metric: options.metric ?? null, rope: parseRope(options.rope) };
  const found =
    compared.kind === 'groups'
      ? compareGroups(compared.groups, asked)
      : await reading(compared.runs[0]?.dataset?.name ?? 'the data', services, (task) =>
          services.runs.verdicts.compareRuns(
            compared.runs.map(({ id }) => id),
            asked,
            task,
          ),
        );
  printVerdicts(found, { isJson: options.json === true });
  return 0;
}

/** The width of the region of practical equivalence; null: the usual one. @throws BenchtopError `usage` */
export function parseRope(text: string | undefined): number | null {
  if (text === undefined) return null;
  const width = Number(text);
  if (text.trim() === '' || !(width >= 0 && Number.isFinite(width)))
    throw fail('usage', `--rope must be a number from 0 on, not "${text}".`, { field: 'rope' });
  return width;
}
