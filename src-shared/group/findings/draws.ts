/** So many whole numbers come before they repeat. */
const MODULUS = 2_147_483_647;

/**
 * Whole numbers from 0 up to below n, the same from the same seed on every platform (Park and Miller, "Random
 * Number Generators: Good Ones Are Hard to Find", 1988, with the factor 48271); for draws that decide nothing.
 */
export function smallDraws(seed: number): (n: number) => number {
  let state = (Math.abs(Math.trunc(seed)) % (MODULUS - 1)) + 1;
  return (n) => {
    state = (state * 48_271) % MODULUS;
    return Math.floor(((state - 1) / (MODULUS - 1)) * n);
  };
}
