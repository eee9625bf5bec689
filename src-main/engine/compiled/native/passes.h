// The way of some rows through the network and back, and a layer's update; included behind kernels.h.

/** Memory of one thread, taken once and grown; its content lasts for one task. */
float *scratch(int which, int64_t floats) {
  struct Held {
    float *at = nullptr;
    int64_t size = 0;
    ~Held() { free(at); }
  };
  static thread_local Held held[4];
  Held &own = held[which];
  if (own.size < floats) {
    free(own.at);
    own.size = (floats + 1023) / 1024 * 1024;
    own.at = static_cast<float *>(aligned_alloc(64, own.size * sizeof(float)));
    if (own.at == nullptr) abort();
  }
  return own.at;
}

/** Lays out rows `from` to `to` - 1 of a batch, with a one behind each; `order` null: those rows themselves. */
void gather(const float *features, int width, const int32_t *order, int64_t from, int64_t to, float *x,
            int64_t stride) {
  for (int64_t row = from; row < to; row += BLOCK) {
    const int count = int(to - row < BLOCK ? to - row : BLOCK);
    float *at = x + (row - from) * BLOCK;
    const float *source[BLOCK];
    for (int r = 0; r < count; r++) {
      const int64_t index = order == nullptr ? row + r : order[row + r];
      source[r] = features + index * width;
    }
    const int whole = width / BLOCK, rest = width % BLOCK;
    for (int block = 0; block < whole; block++, at += stride) {
      for (int r = 0; r < count; r++) memcpy(at + r * BLOCK, source[r] + block * BLOCK, BLOCK * sizeof(float));
      if (count < BLOCK) memset(at + count * BLOCK, 0, (BLOCK - count) * BLOCK * sizeof(float));
    }
    memset(at, 0, BLOCK * BLOCK * sizeof(float));
    for (int r = 0; r < count; r++) {
      memcpy(at + r * BLOCK, source[r] + whole * BLOCK, rest * sizeof(float));
      at[r * BLOCK + rest] = 1;
    }
  }
}

/** A tile's columns into four blocks of an array that is read number by number. */
void store_blocks(const Tile &tile, float *to, int64_t stride) {
  for (int block = 0; block < PANEL / BLOCK; block++)
    for (int r = 0; r < BLOCK; r++)
      memcpy(to + block * stride + r * BLOCK, &tile.at[r][block * BLOCK], BLOCK * sizeof(float));
}

/**
 * One layer of `rows` rows. A layer between writes [block][row][BLOCK] with a one behind its units; the last
 * one its sums, or what its activation makes of them, row by row, `out_width` apart.
 */
void forward_layer(const float *weights, const Layer &layer, const float *a, int64_t a_stride, int rows, bool is_last,
                   float *out, int64_t out_stride, int out_width) {
  const int units = layer.units;
  for (int panel = 0; panel < layer.panels(); panel++) {
    const int used = units - panel * PANEL < PANEL ? units - panel * PANEL : PANEL;
    for (int row = 0; row < rows; row += BLOCK) {
      Tile tile = {};
      multiply_rows(tile, a + row * BLOCK, a_stride, weights + panel * layer.panel_size(), layer.input_blocks(),
                    used <= PANEL / 2);
      activate(layer.activation, tile.at[0], BLOCK * PANEL);
      if (is_last) {
        for (int r = 0; r < BLOCK; r++)
          memcpy(out + int64_t(row + r) * out_width + panel * PANEL, tile.at[r], PANEL * sizeof(float));
        continue;
      }
      if (used < PANEL)
        for (int r = 0; r < BLOCK; r++) {
          memset(&tile.at[r][used], 0, (PANEL - used) * sizeof(float));
          tile.at[r][used] = 1;
        }
      store_blocks(tile, out + panel * (PANEL / BLOCK) * out_stride + row * BLOCK, out_stride);
    }
  }
  if (is_last || units % PANEL != 0) return;
  float *behind = out + units / BLOCK * out_stride;
  for (int row = 0; row < rows; row++) {
    memset(behind + row * BLOCK, 0, BLOCK * sizeof(float));
    behind[row * BLOCK] = 1;
  }
}

/** Panels of rows into blocks, as the next product reads them. */
void turn(const float *row_major, int width, int units, int rows, float *blocks, int64_t stride) {
  for (int block = 0; block * BLOCK < units; block++)
    for (int row = 0; row < rows; row++)
      memcpy(blocks + block * stride + row * BLOCK, row_major + int64_t{row} * width + block * BLOCK,
             BLOCK * sizeof(float));
}

/** The gradients of rows of a layer's inputs, which the layer below put out. */
void backward_layer(float *arena, const Plan &plan, int number, int64_t from, int rows, const float *deltas,
                    int64_t stride, float *below_blocks) {
  const Layer &layer = plan.layers[number], &below = plan.layers[number - 1];
  const int64_t turned_size = int64_t{layer.unit_blocks()} * BLOCK * PANEL;
  for (int panel = 0; panel < below.panels(); panel++) {
    const int used = below.units - panel * PANEL < PANEL ? below.units - panel * PANEL : PANEL;
    const float *outputs = arena + below.outputs + panel * (PANEL / BLOCK) * plan.stride();
    float *into = arena + below.deltas + (int64_t{panel} * plan.rows + from) * PANEL;
    for (int row = 0; row < rows; row += BLOCK) {
      Tile tile = {}, output;
      multiply_rows(tile, deltas + row * BLOCK, stride, arena + layer.turned + panel * turned_size,
                    layer.unit_blocks(), used <= PANEL / 2);
      for (int block = 0; block < PANEL / BLOCK; block++)
        for (int r = 0; r < BLOCK; r++)
          memcpy(&output.at[r][block * BLOCK], outputs + block * plan.stride() + (from + row + r) * BLOCK,
                 BLOCK * sizeof(float));
      slope(below.activation, tile.at[0], output.at[0], BLOCK * PANEL);
      if (used < PANEL)
        for (int r = 0; r < BLOCK; r++) memset(&tile.at[r][used], 0, (PANEL - used) * sizeof(float));
      memcpy(into + row * PANEL, tile.at, sizeof tile.at);
      if (below_blocks != nullptr) store_blocks(tile, below_blocks + panel * (PANEL / BLOCK) * stride + row * BLOCK, stride);
    }
  }
}

/** Rows `from` to `to` - 1 of a batch forward, to the gradient of their loss, and back. */
void pass(float *arena, const Plan &plan, const Rates &rates, const Rows &data, const int32_t *order, int64_t from,
          int64_t to, int most_units) {
  const int rows = int((to - from + BLOCK - 1) / BLOCK * BLOCK);
  float *x = arena + plan.x + from * BLOCK;
  gather(data.features, plan.width, order, from, to, x, plan.stride());
  const Layer &last = plan.last();
  const int width = last.panels() * PANEL;
  float *outputs = scratch(0, int64_t{rows} * width);
  const float *input = x;
  for (int l = 0; l < plan.layer_count; l++) {
    const Layer &layer = plan.layers[l];
    const bool is_last = &layer == &last;
    float *out = is_last ? outputs : arena + layer.outputs + from * BLOCK;
    forward_layer(arena + layer.weights, layer, input, plan.stride(), rows, is_last, out, plan.stride(), width);
    input = out;
  }
  for (int row = 0; row < rows; row++) {
    float *own = outputs + int64_t{row} * width;
    if (from + row < to) {
      const int64_t index = order == nullptr ? from + row : order[from + row];
      const float factor = float(data.weights == nullptr ? rates.factor : data.weights[index] * rates.factor);
      if (last.activation == SOFTMAX) softmax(own, last.units);
      loss_slope(plan, own, data.target[index], factor, float(rates.huber_delta));
      memset(own + last.units, 0, (width - last.units) * sizeof(float));
    } else {
      memset(own, 0, width * sizeof(float));
    }
    for (int panel = 0; panel < last.panels(); panel++)
      memcpy(arena + last.deltas + (int64_t{panel} * plan.rows + from + row) * PANEL, own + panel * PANEL,
             PANEL * sizeof(float));
  }
  if (plan.layer_count == 1) return;
  const int64_t stride = Plan::stride(rows), size = (most_units + PANEL) / BLOCK * stride;
  float *blocks = scratch(1, size), *other = scratch(2, size);
  turn(outputs, width, last.units, rows, blocks, stride);
  for (int l = plan.layer_count - 1; l > 0; l--) {
    backward_layer(arena, plan, l, from, rows, blocks, stride, l > 1 ? other : nullptr);
    float *next = other;
    other = blocks;
    blocks = next;
  }
}

/** Rows whose part of a gradient is added up while a panel of them is in the cache. */
constexpr int64_t ROWS_AT_ONCE = 512;

/** Gradient and update of some blocks of a layer's inputs, all units. */
void update_blocks(float *arena, const Plan &plan, const Rates &rates, int number, int first, int end, int64_t rows) {
  const Layer &layer = plan.layers[number];
  const float *inputs = arena + (number == 0 ? plan.x : plan.layers[number - 1].outputs);
  const int blocks = end - first, panels = layer.panels();
  constexpr int TILE = BLOCK * PANEL;
  float *gradients = scratch(3, int64_t{panels} * blocks * TILE);
  memset(gradients, 0, int64_t{panels} * blocks * TILE * sizeof(float));
  for (int64_t row = 0; row < rows; row += ROWS_AT_ONCE) {
    const int64_t count = rows - row < ROWS_AT_ONCE ? rows - row : ROWS_AT_ONCE;
    for (int panel = 0; panel < panels; panel++)
      for (int block = 0; block < blocks; block++)
        multiply_gradient(gradients + (int64_t{panel} * blocks + block) * TILE,
                          inputs + (first + block) * plan.stride() + row * BLOCK,
                          arena + layer.deltas + (int64_t{panel} * plan.rows + row) * PANEL, count,
                          layer.units - panel * PANEL <= PANEL / 2);
  }
  for (int panel = 0; panel < panels; panel++) {
    for (int block = 0; block < blocks; block++) {
      const int input = (first + block) * BLOCK;
      const int64_t at = panel * layer.panel_size() + int64_t{input} * PANEL;
      float *gradient = gradients + (int64_t{panel} * blocks + block) * TILE;
      float *weights = arena + layer.weights + at;
      const int kernel_rows = layer.inputs - input < BLOCK ? layer.inputs - input : BLOCK;
      float *first_slot = arena + layer.first_slot + at, *second_slot = arena + layer.second_slot + at;
      update(plan.optimizer, rates, weights, first_slot, second_slot, gradient, kernel_rows * PANEL, false);
      if (kernel_rows < BLOCK) {
        const int bias = kernel_rows * PANEL;
        update(plan.optimizer, rates, weights + bias, first_slot + bias, second_slot + bias, gradient + bias, PANEL, true);
      }
      if (number == 0) continue;
      const int used = layer.units - panel * PANEL < PANEL ? layer.units - panel * PANEL : PANEL;
      float *turned = arena + layer.turned + int64_t{input / PANEL} * layer.unit_blocks() * BLOCK * PANEL + input % PANEL;
      for (int c = 0; c < used; c++)
        for (int r = 0; r < kernel_rows; r++) turned[int64_t(panel * PANEL + c) * PANEL + r] = weights[r * PANEL + c];
    }
  }
}

/** Outputs of rows `from` to `to` - 1, [row][units]. */
void answer(const float *arena, const Plan &plan, const float *features, int64_t from, int64_t to, int most_units,
            float *into) {
  const int rows = int((to - from + BLOCK - 1) / BLOCK * BLOCK);
  const int64_t stride = Plan::stride(rows);
  const Layer &last = plan.last();
  const int width = last.panels() * PANEL;
  float *x = scratch(0, (plan.width / BLOCK + 1) * stride);
  gather(features, plan.width, nullptr, from, to, x, stride);
  const int64_t size = (most_units / BLOCK + 5) * stride;
  float *outputs[2] = {scratch(1, size), scratch(2, size)}, *ends = scratch(3, int64_t{rows} * width);
  const float *input = x;
  for (int l = 0; l < plan.layer_count; l++) {
    const bool is_last = l == plan.layer_count - 1;
    float *out = is_last ? ends : outputs[l % 2];
    forward_layer(arena + plan.layers[l].weights, plan.layers[l], input, stride, rows, is_last, out, stride, width);
    input = out;
  }
  for (int64_t row = 0; row < to - from; row++) {
    float *own = ends + row * width;
    if (last.activation == SOFTMAX) softmax(own, last.units);
    memcpy(into + row * last.units, own, last.units * sizeof(float));
  }
}
