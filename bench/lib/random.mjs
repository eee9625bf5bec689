// Seeded draws, the same on every machine, for data that both sides get.

/** @param {number} seed @returns {{ uniform(): number, normal(): number }} in [0, 1), and standard normal */
export function seeded(seed) {
  let state = (Math.imul(seed, 2654435761) + 12345) >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
