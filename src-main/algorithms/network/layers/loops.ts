import type { LayerWeights } from './initializers';

// The products of a layer as plain loops. The inner ones take four products at a time. They add them
// from left to right, in the order of the simplest loop, so the result is that loop's to the bit;
// they only load and store less. network-products.ts has the same sums in WebAssembly.

/** output = x . W + b for rows `from` to `from + rows` of x. */
export function multiply(
  x: Float64Array,
  from: number,
  rows: number,
  { inputs, units, kernel, bias }: LayerWeights,
  output: Float64Array,
): void {
  for (let r = 0; r < rows; r++) {
    const out = r * units;
    const row = (from + r) * inputs;
    for (let u = 0; u < units; u++) output[out + u] = bias[u];
    let i = 0;
    for (; i + 3 < inputs; i += 4) {
      const a = i * units;
      const b = a + units;
      const c = b + units;
      const d = c + units;
      const xa = x[row + i];
      const xb = x[row + i + 1];
      const xc = x[row + i + 2];
      const xd = x[row + i + 3];
      for (let u = 0; u < units; u++) {
        output[out + u] =
          output[out + u] + xa * kernel[a + u] + xb * kernel[b + u] + xc * kernel[c + u] + xd * kernel[d + u];
      }
    }
    for (; i < inputs; i++) {
      const value = x[row + i];
      const at = i * units;
      for (let u = 0; u < units; u++) output[out + u] += value * kernel[at + u];
    }
  }
}

/**
 * Gradients of one layer, added up over the batch: dW += x^T . delta and db += the column sums of
 * delta.
 * @param x [..][inputs], of which rows `from` to `from + rows` are taken
 * @param delta [rows][units], dL/dz
 * @param kernelGradient [inputs][units]
 * @param biasGradient [units]
 */
export function addGradients(
  x: Float64Array,
  from: number,
  rows: number,
  { inputs, units }: LayerWeights,
  delta: Float64Array,
  kernelGradient: Float64Array,
  biasGradient: Float64Array,
): void {
  let r = 0;
  for (; r + 3 < rows; r += 4) {
    const row = (from + r) * inputs;
    const a = r * units;
    const b = a + units;
    const c = b + units;
    const d = c + units;
    for (let u = 0; u < units; u++) {
      biasGradient[u] = biasGradient[u] + delta[a + u] + delta[b + u] + delta[c + u] + delta[d + u];
    }
    for (let i = 0; i < inputs; i++) {
      const xa = x[row + i];
      const xb = x[row + inputs + i];
      const xc = x[row + 2 * inputs + i];
      const xd = x[row + 3 * inputs + i];
      const at = i * units;
      for (let u = 0; u < units; u++) {
        kernelGradient[at + u] =
          kernelGradient[at + u] +
          xa * delta[a + u] +
          xb * delta[b + u] +
          xc * delta[c + u] +
          xd * delta[d + u];
      }
    }
  }
  for (; r < rows; r++) {
    const row = (from + r) * inputs;
    const out = r * units;
    for (let u = 0; u < units; u++) biasGradient[u] += delta[out + u];
    for (let i = 0; i < inputs; i++) {
      const value = x[row + i];
      const at = i * units;
      for (let u = 0; u < units; u++) kernelGradient[at + u] += value * delta[out + u];
    }
  }
}

/**
 * Gradient of the loss with respect to a layer's inputs: before = delta . W^T.
 * @param delta [rows][units], dL/dz
 * @param before [rows][inputs]; overwritten
 */
export function propagate(
  delta: Float64Array,
  rows: number,
  { inputs, units, kernel }: LayerWeights,
  before: Float64Array,
): void {
  for (let r = 0; r < rows; r++) {
    const out = r * units;
    const row = r * inputs;
    let i = 0;
    // Four sums side by side: one alone waits for its last addition.
    for (; i + 3 < inputs; i += 4) {
      const a = i * units;
      let sa = 0;
      let sb = 0;
      let sc = 0;
      let sd = 0;
      for (let u = 0; u < units; u++) {
        const value = delta[out + u];
        sa += value * kernel[a + u];
        sb += value * kernel[a + units + u];
        sc += value * kernel[a + 2 * units + u];
        sd += value * kernel[a + 3 * units + u];
      }
      before[row + i] = sa;
      before[row + i + 1] = sb;
      before[row + i + 2] = sc;
      before[row + i + 3] = sd;
    }
    for (; i < inputs; i++) {
      let sum = 0;
      for (let u = 0; u < units; u++) sum += delta[out + u] * kernel[i * units + u];
      before[row + i] = sum;
    }
  }
}
