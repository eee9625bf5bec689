/**
 * The length of a vector, sqrt(a^2 + b^2), to less than 3 units in the last place and without overflow,
 * with the same bits on every platform: both parts are divided by the larger before they are squared.
 */
export function hypot(a: number, b: number): number {
  const x = Math.abs(a);
  const y = Math.abs(b);
  if (x === Infinity || y === Infinity) return Infinity;
  const largest = x > y ? x : y;
  if (!(largest > 0)) return x + y;
  const first = x / largest;
  const second = y / largest;
  return Math.sqrt(first * first + second * second) * largest;
}
