// The linear SVM's primal objective, by one formula for both sides.

/**
 * 1/2 (|w|² + b²) + C times the sum of losses, over the machines of one against the rest. The bias
 * is penalised as LinearSVC does with intercept_scaling 1.
 * @param {number[][]} coef a row of weights for each machine
 * @param {number[]} intercept
 * @param {{ features: ArrayLike<number>, target: ArrayLike<number>, loss: 'hinge' | 'squared_hinge',
 *   C: number }} problem features row by row, target the index of the class
 */
export function svmObjective(coef, intercept, { features, target, loss, C }) {
  const width = coef[0].length;
  return coef.reduce((all, weights, k) => {
    const b = intercept[k];
    let sum = 0;
    for (let i = 0; i < target.length; i++) {
      const side = target[i] === (coef.length === 1 ? 1 : k) ? 1 : -1;
      let value = b;
      for (let j = 0; j < width; j++) value += features[i * width + j] * weights[j];
      const hinge = Math.max(0, 1 - side * value);
      sum += loss === 'hinge' ? hinge : hinge * hinge;
    }
    return all + weights.reduce((s, w) => s + w * w, b * b) / 2 + C * sum;
  }, 0);
}
