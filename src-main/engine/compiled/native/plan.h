// What a network's training step works on, as engine/compiled/plan.ts lays it out. All offsets are in
// floats from the begin of one array, the arena.
#pragma once
#include <cstdint>

namespace step {

/** Rows of a tile, and of a block of the arrays that are read number by number. */
constexpr int BLOCK = 8;
/** Columns of a tile and of a panel of the arrays that are read by vectors. */
constexpr int PANEL = 32;

enum Activation { LINEAR, RELU, LEAKY_RELU, SIGMOID, TANH, SOFTMAX };
enum Loss { SQUARED, ABSOLUTE, HUBER, BINARY, CATEGORICAL, HINGE };
enum Optimizer { SGD, MOMENTUM, NESTEROV, RMSPROP, ADAGRAD, ADAM };

constexpr float LEAKY_SLOPE = 0.2f;

/**
 * One layer. Weights, slots: [panel of units][inputs + 1, in whole blocks][PANEL], the bias as the row
 * behind the inputs. `turned`, the weights for the way back: [panel of inputs][units, in whole
 * blocks][PANEL]. `outputs`: [block of units + 1][rows][BLOCK], a one behind the units. `deltas`, the
 * gradient by the layer's sums: [panel of units][rows][PANEL].
 */
struct Layer {
  int32_t inputs, units, activation;
  int32_t weights, first_slot, second_slot, turned, outputs, deltas;

  int input_blocks() const { return inputs / BLOCK + 1; }
  int unit_blocks() const { return (units + BLOCK - 1) / BLOCK; }
  int panels() const { return (units + PANEL - 1) / PANEL; }
  /** Floats of a panel of weights. */
  int64_t panel_size() const { return int64_t{input_blocks()} * BLOCK * PANEL; }
};

/** `rows`: places of a batch, a multiple of BLOCK; `x`: [block of features + 1][rows][BLOCK]. */
struct Plan {
  int32_t layer_count, width, rows, x, loss, optimizer;
  const Layer *layers;

  const Layer &last() const { return layers[layer_count - 1]; }
  /** From one block of columns to the next: no power of two, for those meet in a cache's sets. */
  static int64_t stride(int64_t rows) { return (rows + BLOCK) * BLOCK; }
  int64_t stride() const { return stride(rows); }
};

/** Numbers of one update, in the order in which they come. */
struct Rates {
  /** Weight decay times rate; the rate, corrected where the optimizer asks for it. */
  double decay, rate;
  /** 1 - beta1 and 1 - beta2 of Adam; momentum or rho in the first. */
  double share1, share2, epsilon;
  /** l1, and twice l2. */
  double absolute, squared;
  /** What a row's gradient is multiplied with, beside its weight; where Huber's loss turns linear. */
  double factor, huber_delta;
};

/** The rows that are trained on: features [row][width], target and weights (or null) by row. */
struct Rows {
  const float *features;
  const double *target;
  const double *weights;
};

}  // namespace step
