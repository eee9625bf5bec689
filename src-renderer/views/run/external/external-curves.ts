import { isOfValidation, validationMetric } from '../../../../src-shared/run/figures/metrics';
import type { MetricColumns } from '../../../../src-shared/run/live/frames';
import { metricLabel } from '../../../state/base/run-style';

/** What one chart shows: a metric, and the same of the validation rows. */
export interface CurveChoice {
  readonly id: string;
  readonly label: string;
  readonly metrics: readonly string[];
}

/** The names that other programs give the same metric of the validation rows: `valLoss`, `val_loss`, `validation/loss`. */
function findPartner(name: string, names: ReadonlySet<string>): string | undefined {
  const bare = name.replace(/^(train|training)[/_]/, '');
  const candidates = [
    validationMetric(bare),
    ...['val', 'validation', 'valid', 'eval', 'test'].flatMap((part) => [
      `${part}_${bare}`,
      `${part}/${bare}`,
    ]),
  ];
  return candidates.find((candidate) => candidate !== name && names.has(candidate));
}

/** Each metric once, with its partner of the validation rows where there is one. */
export function curveChoices(metrics: readonly string[]): CurveChoice[] {
  const names = new Set(metrics);
  const partners = new Map(
    metrics.flatMap((name) => {
      const partner = isOfValidation(name) ? undefined : findPartner(name, names);
      return partner === undefined ? [] : [[name, partner] as const];
    }),
  );
  const second = new Set(partners.values());
  return metrics
    .filter((name) => !second.has(name))
    .map((name) => {
      const partner = partners.get(name);
      const bare = name.replace(/^(train|training)[/_]/, '');
      return {
        id: name,
        label:
          partner === undefined
            ? metricLabel(name)
            : bare.replace(/^[a-z]/, (letter) => letter.toUpperCase()),
        metrics: partner === undefined ? [name] : [name, partner],
      };
    });
}

const points = new WeakMap<ArrayLike<number>, { readonly x: Float64Array; readonly y: Float64Array }>();

/** The rows that have a number of a metric: others log theirs at steps of their own. null where none has. */
export function loggedPoints(
  { step, series }: MetricColumns,
  name: string,
): { readonly x: Float64Array; readonly y: Float64Array } | null {
  const values = series[name];
  if (values === undefined) return null;
  let found = points.get(values);
  if (found === undefined) {
    const isThere = (value: number): boolean => !Number.isNaN(value);
    found = values.every(isThere)
      ? { x: step, y: values }
      : { x: step.filter((_, row) => isThere(values[row] ?? NaN)), y: values.filter(isThere) };
    points.set(values, found);
  }
  return found.y.length === 0 ? null : found;
}
