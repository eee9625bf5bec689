/** Sizes of a learning curve: those of scikit-learn. */
export const USUAL_SIZES: readonly number[] = [0.1, 0.325, 0.55, 0.775, 1];

/** "0.1, 0.5, 1" as numbers; null where they are no sizes that go up, parts up to 1 or whole numbers of rows. */
export function parseSizes(text: string): number[] | null {
  const sizes = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
  const isWell = sizes.every(
    (size, i) =>
      size > 0 && (size <= 1 || Number.isInteger(size)) && (i === 0 || size > (sizes[i - 1] ?? Infinity)),
  );
  return isWell && sizes.length >= 2 ? sizes : null;
}
