/** Whether less of a metric is better; null where its name does not tell. */
export function lowerIsBetter(metric: string): boolean | null {
  if (/accuracy|r2$/i.test(metric)) return false;
  return /loss|inertia|distance|objective|error|gap|mae$|rmse$/i.test(metric) ? true : null;
}
