// A training step and the outputs of rows, for the processor that runs it.
#pragma once
#include "plan.h"

namespace step {

/** What an instruction set's kernels do; the same numbers in each. */
struct Kernels {
  /** Rows of a batch forward, to their loss's gradient, and back to every layer's `deltas`. */
  void (*pass)(float *arena, const Plan &plan, const Rates &rates, const Rows &data, const int32_t *order, int64_t from,
               int64_t to, int most_units);
  /** Gradient and update of blocks `first` to `end` - 1 of a layer's inputs. */
  void (*update_blocks)(float *arena, const Plan &plan, const Rates &rates, int number, int first, int end,
                        int64_t rows);
  /** Outputs of rows, [row][units]. */
  void (*answer)(const float *arena, const Plan &plan, const float *features, int64_t from, int64_t to, int most_units,
                 float *into);
};

/** The kernels for this processor; null where it has no fused multiply-adds on vectors. */
const Kernels *kernels();

/** One step on `count` rows in `order`; null: the first rows. */
void train(const Kernels &with, float *arena, const Plan &plan, const Rates &rates, const Rows &data,
           const int32_t *order, int64_t count);

/** Outputs of `count` rows of `features`, [row][units]. */
void answers(const Kernels &with, const float *arena, const Plan &plan, const float *features, int64_t count,
             float *into);

}  // namespace step
