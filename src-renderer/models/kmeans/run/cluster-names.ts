import { formatNumber } from '../../../text/format';

/** Clusters in the order of one feature of their centres, the lowest first. */
export function clusterOrder(centers: ArrayLike<number>, features: number, feature: number): number[] {
  const k = features === 0 ? 0 : Math.floor(centers.length / features);
  const value = (cluster: number): number => centers[cluster * features + feature] ?? NaN;
  return Array.from({ length: k }, (_, cluster) => cluster).sort((a, b) => value(a) - value(b) || a - b);
}

const SIZES: Readonly<Record<number, readonly string[]>> = {
  1: ['M'],
  2: ['S', 'L'],
  3: ['S', 'M', 'L'],
  4: ['S', 'M', 'L', 'XL'],
  5: ['XS', 'S', 'M', 'L', 'XL'],
  6: ['XS', 'S', 'M', 'L', 'XL', 'XXL'],
  7: ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL'],
};

/** Sizes of clothes for so many clusters, the smallest first; numbers where there are too many. */
export function sizeNames(k: number): readonly string[] {
  return SIZES[k] ?? Array.from({ length: k }, (_, i) => String(i + 1));
}

/** Names given in an order, by the clusters' numbers. */
export function namesByCluster(order: readonly number[], names: readonly string[]): string[] {
  const byCluster = new Array<string>(order.length).fill('');
  order.forEach((cluster, index) => {
    byCluster[cluster] = (names[index] ?? '').trim();
  });
  return byCluster;
}

/** Which name is given twice, or null. */
export function duplicateName(names: readonly string[]): string | null {
  const given = names.map((name) => name.trim()).filter((name) => name !== '');
  return given.find((name, i) => given.indexOf(name) !== i) ?? null;
}

/** "Height 64.9" of a cluster. */
export function centreText(
  centers: ArrayLike<number>,
  features: readonly string[],
  cluster: number,
  feature: number,
): string {
  return `${features[feature] ?? ''} ${formatNumber(centers[cluster * features.length + feature] ?? NaN)}`;
}
