// Kernels of the training step; included once for each instruction set, with V_* for its vectors. Every sum is
// made in one order with fused multiply-adds, whatever the vectors' width and the number of threads.

/** Sums of a tile: [row][column]. */
struct alignas(64) Tile {
  float at[BLOCK][PANEL];
};

/**
 * tile[r][c] += sum over k of a[k][r] * b[k][c], k from 0 on: `blocks` times `steps` terms. From a term to the next
 * `a` goes on by STEP, from a row to the next by ROW, and from a block to the next by `stride`; for R rows and
 * the columns of C vectors.
 */
template <int ROW, int STEP, int R, int C>
inline __attribute__((always_inline)) void multiply_part(float *tile, const float *a, int64_t stride, const float *b,
                                                         int blocks, int64_t steps) {
  V_TYPE sum[R][C];
  for (int r = 0; r < R; r++)
    for (int c = 0; c < C; c++) sum[r][c] = V_LOAD(tile + r * PANEL + c * V_LANES);
  for (int block = 0; block < blocks; block++, a += stride) {
    for (int64_t k = 0; k < steps; k++, b += PANEL) {
      V_TYPE column[C];
      for (int c = 0; c < C; c++) column[c] = V_LOAD(b + c * V_LANES);
      for (int r = 0; r < R; r++) {
        const V_TYPE value = V_SPREAD(a[k * STEP + r * ROW]);
        for (int c = 0; c < C; c++) sum[r][c] = V_FMA(value, column[c], sum[r][c]);
      }
    }
  }
  for (int r = 0; r < R; r++)
    for (int c = 0; c < C; c++) V_STORE(tile + r * PANEL + c * V_LANES, sum[r][c]);
}

/** All rows of a tile, and of its columns all or the first half. */
template <int ROW, int STEP>
inline __attribute__((always_inline)) void multiply(float *tile, const float *a, int64_t stride, const float *b,
                                                    int blocks, int64_t steps, bool is_half) {
  constexpr int HALF = PANEL / 2 / V_LANES;
  for (int r = 0; r < BLOCK; r += V_ROWS) {
    float *rows = tile + r * PANEL;
    const float *of_rows = a + r * ROW;
    if (is_half) {
      multiply_part<ROW, STEP, V_ROWS, HALF>(rows, of_rows, stride, b, blocks, steps);
    } else {
      for (int c = 0; c < PANEL; c += V_COLUMNS * V_LANES)
        multiply_part<ROW, STEP, V_ROWS, V_COLUMNS>(rows + c, of_rows, stride, b + c, blocks, steps);
    }
  }
}

/** Eight rows of a product; a block of eight of the sum's terms lies `stride` from the one before. */
void multiply_rows(Tile &tile, const float *a, int64_t stride, const float *b, int blocks, bool is_half) {
  multiply<BLOCK, 1>(tile.at[0], a, stride, b, blocks, BLOCK, is_half);
}

/** Adds to a tile of eight inputs by 32 units what `rows` rows give of a gradient. */
void multiply_gradient(float *tile, const float *inputs, const float *deltas, int64_t rows, bool is_half) {
  multiply<1, BLOCK>(tile, inputs, 0, deltas, 1, rows, is_half);
}

/** e^x to 2 units in the last place; 0 below -87. */
inline float exponential(float x) {
  const float held = x > 88.3f ? 88.3f : x < -87.f ? -87.f : x;
  const float n = (held * 1.44269504f + 12582912.f) - 12582912.f;
  const float r = (held - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.f;
  const int32_t bits = (int32_t(n) + 127) << 23;
  float power;
  memcpy(&power, &bits, sizeof power);
  return x < -87.f ? 0.f : p * power;
}

inline float sigmoid(float z) { return 1.f / (1.f + exponential(-z)); }

inline float hyperbolic_tangent(float z) {
  const float size = z < 0 ? -z : z;
  const float far = 1.f - 2.f / (exponential(2.f * size) + 1.f);
  const float square = z * z;
  float p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  const float near = p * square * z + z;
  return size < 0.625f ? near : z < 0 ? -far : far;
}

/** In place; softmax is of whole rows and no function of single values. */
void activate(int activation, float *values, int count) {
  switch (activation) {
    case RELU:
      for (int i = 0; i < count; i++) values[i] = values[i] <= 0 ? 0 : values[i];
      return;
    case LEAKY_RELU:
      for (int i = 0; i < count; i++) values[i] = values[i] < 0 ? values[i] * LEAKY_SLOPE : values[i];
      return;
    case SIGMOID:
      for (int i = 0; i < count; i++) values[i] = sigmoid(values[i]);
      return;
    case TANH:
      for (int i = 0; i < count; i++) values[i] = hyperbolic_tangent(values[i]);
      return;
  }
}

/** delta times the activation's slope, told by its output. */
void slope(int activation, float *deltas, const float *outputs, int count) {
  switch (activation) {
    case RELU:
      for (int i = 0; i < count; i++) deltas[i] = outputs[i] > 0 ? deltas[i] : 0;
      return;
    case LEAKY_RELU:
      for (int i = 0; i < count; i++) deltas[i] = outputs[i] > 0 ? deltas[i] : deltas[i] * LEAKY_SLOPE;
      return;
    case SIGMOID:
      for (int i = 0; i < count; i++) deltas[i] = deltas[i] * (outputs[i] * (1.f - outputs[i]));
      return;
    case TANH:
      for (int i = 0; i < count; i++) deltas[i] = deltas[i] * (1.f - outputs[i] * outputs[i]);
      return;
  }
}

void softmax(float *values, int count) {
  float most = values[0];
  for (int i = 1; i < count; i++) most = values[i] > most ? values[i] : most;
  float sum = 0;
  for (int i = 0; i < count; i++) sum += values[i] = exponential(values[i] - most);
  const float share = 1.f / sum;
  for (int i = 0; i < count; i++) values[i] *= share;
}

/** The outputs of a row become the gradient of its loss by the last layer's sums, times `factor`. */
void loss_slope(const Plan &plan, float *row, double target, float factor, float huber_delta) {
  const Layer &last = plan.last();
  if (plan.loss == CATEGORICAL) {
    for (int i = 0; i < last.units; i++) row[i] = (row[i] - (i == int(target) ? 1.f : 0.f)) * factor;
    return;
  }
  const float output = row[0], wanted = float(target), difference = output - wanted;
  switch (plan.loss) {
    case SQUARED:
    case BINARY:
      row[0] = difference;
      break;
    case ABSOLUTE:
      row[0] = difference > 0 ? 1.f : difference < 0 ? -1.f : difference;
      break;
    case HUBER:
      row[0] = difference > huber_delta ? huber_delta : difference < -huber_delta ? -huber_delta : difference;
      break;
    case HINGE: {
      const float side = 2.f * wanted - 1.f;
      row[0] = output * side < 1.f ? -side : 0.f;
      break;
    }
  }
  row[0] *= factor;
  if (plan.loss != BINARY) slope(last.activation, row, &output, 1);
}

/** Moments below it become 0: a little above the denormal numbers, for shares of them are computed too. */
constexpr float LEAST_MOMENT = 9.62964972e-35f;

/** Updates `count` weights by their gradients; slots that the optimizer has not are not looked at. */
void update(int optimizer, const Rates &rates, float *__restrict w, float *__restrict s, float *__restrict t,
            float *__restrict g, int count, bool is_bias) {
  const float rate = float(rates.rate), decay = float(rates.decay), epsilon = float(rates.epsilon);
  const float share1 = float(rates.share1), share2 = float(rates.share2);
  if (!is_bias && rates.squared != 0) {
    const float squared = float(rates.squared);
    for (int i = 0; i < count; i++) g[i] += w[i] * squared;
  }
  if (!is_bias && rates.absolute != 0) {
    const float absolute = float(rates.absolute);
    for (int i = 0; i < count; i++) g[i] += w[i] > 0 ? absolute : w[i] < 0 ? -absolute : 0.f;
  }
  switch (optimizer) {
    case SGD:
      for (int i = 0; i < count; i++) w[i] -= rate * g[i];
      return;
    case MOMENTUM:
      for (int i = 0; i < count; i++) {
        s[i] = s[i] * share1 + g[i];
        w[i] -= rate * s[i];
      }
      return;
    case NESTEROV:
      for (int i = 0; i < count; i++) {
        s[i] = s[i] * share1 + g[i];
        w[i] -= rate * g[i] + rate * (share1 * s[i]);
      }
      return;
    case RMSPROP:
      for (int i = 0; i < count; i++) {
        s[i] += (g[i] * g[i] - s[i]) * (1.f - share1);
        w[i] -= rate * g[i] / __builtin_sqrtf(s[i] + epsilon);
      }
      return;
    case ADAGRAD:
      for (int i = 0; i < count; i++) {
        s[i] += g[i] * g[i];
        w[i] -= rate * g[i] / (__builtin_sqrtf(s[i]) + epsilon);
      }
      return;
    case ADAM:
      for (int i = 0; i < count; i++) {
        const float first = s[i] + (g[i] - s[i]) * share1;
        const float second = t[i] + (g[i] * g[i] - t[i]) * share2;
        s[i] = __builtin_fabsf(first) < LEAST_MOMENT ? 0 : first;
        t[i] = second < LEAST_MOMENT ? 0 : second;
        w[i] -= w[i] * decay;
        w[i] -= s[i] * rate / (__builtin_sqrtf(t[i]) + epsilon);
      }
      return;
  }
}
