/** Uniform numbers in [0, 1), the same at every load. @param seed whole number */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Roughly normal numbers of mean 0 and standard deviation 1: sums of twelve uniform ones. */
export function normal(seed: number): () => number {
  const draw = uniform(seed);
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += draw();
    return sum;
  };
}
