import type { ModelKind } from '../../models';

/** A metric that models of a kind are judged by. */
export interface MainMetric {
  readonly name: string;
  readonly lowerIsBetter: boolean;
}

/** What each kind of model is judged by, the first that a run has; on validation rows where there are any. */
export const MAIN_METRICS: Readonly<Record<ModelKind, readonly MainMetric[]>> = {
  network: [
    { name: 'valLoss', lowerIsBetter: true },
    { name: 'loss', lowerIsBetter: true },
  ],
  kmeans: [
    { name: 'meanSquaredDistance', lowerIsBetter: true },
    { name: 'inertia', lowerIsBetter: true },
  ],
  svm: [
    { name: 'valAccuracy', lowerIsBetter: false },
    { name: 'accuracy', lowerIsBetter: false },
    { name: 'hingeLoss', lowerIsBetter: true },
  ],
};

/** The name of the metric that a run of this kind is judged by; null where it has none of them. */
export function mainMetricName(kind: ModelKind, has: (metric: string) => boolean): string | null {
  return MAIN_METRICS[kind].find(({ name }) => has(name))?.name ?? null;
}
