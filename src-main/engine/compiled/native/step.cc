#include "step.h"

#include <immintrin.h>

#include <cstdlib>
#include <cstring>

#include "crew.h"

#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")
namespace step::wide {
#define V_TYPE __m512
#define V_LANES 16
#define V_ROWS 8
#define V_COLUMNS 2
#define V_LOAD _mm512_loadu_ps
#define V_STORE _mm512_storeu_ps
#define V_SPREAD _mm512_set1_ps
#define V_FMA _mm512_fmadd_ps
#include "kernels.h"
#include "passes.h"
#undef V_TYPE
#undef V_LANES
#undef V_ROWS
#undef V_COLUMNS
#undef V_LOAD
#undef V_STORE
#undef V_SPREAD
#undef V_FMA
}  // namespace step::wide
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx2,fma")
namespace step::narrow {
#define V_TYPE __m256
#define V_LANES 8
#define V_ROWS 4
#define V_COLUMNS 2
#define V_LOAD _mm256_loadu_ps
#define V_STORE _mm256_storeu_ps
#define V_SPREAD _mm256_set1_ps
#define V_FMA _mm256_fmadd_ps
#include "kernels.h"
#include "passes.h"
}  // namespace step::narrow
#pragma GCC pop_options

namespace step {

const Kernels *kernels() {
  static const Kernels wide_ones = {wide::pass, wide::update_blocks, wide::answer};
  static const Kernels narrow_ones = {narrow::pass, narrow::update_blocks, narrow::answer};
  const auto chosen = []() -> const Kernels * {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return nullptr;
    // To compare them; results are the same.
    const char *most = getenv("BENCHTOP_STEP_VECTORS");
    const bool has_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    return has_wide && (most == nullptr || strcmp(most, "256") != 0) ? &wide_ones : &narrow_ones;
  };
  static const Kernels *const own = chosen();
  return own;
}

namespace {

/** Rows that one task takes forward and back: what a panel of weights is in the cache for. */
constexpr int64_t ROWS_OF_TASK = 64;
/** Blocks of inputs whose gradients one task adds up. */
constexpr int BLOCKS_OF_TASK = 4;
/** Multiplications of a job from which on helpers are worth their waking. */
constexpr double LEAST_SHARED = 300000;

int most_units(const Plan &plan) {
  int most = plan.width;
  for (int l = 0; l < plan.layer_count; l++)
    if (plan.layers[l].units > most) most = plan.layers[l].units;
  return most;
}

double count_weights(const Plan &plan) {
  double weights = 0;
  for (int l = 0; l < plan.layer_count; l++)
    weights += double(plan.layers[l].inputs + 1) * plan.layers[l].panels() * PANEL;
  return weights;
}

/** Runs jobs with the crew where they are large and nobody else has it, otherwise alone. */
class Jobs {
 public:
  explicit Jobs(double work) : shared(work >= LEAST_SHARED && Crew::shared().take()) {}
  ~Jobs() {
    if (shared) Crew::shared().give_back();
  }

  template <class Work>
  void run(int count, Work &work) {
    const Crew::Task task = [](void *context, int number) { (*static_cast<Work *>(context))(number); };
    if (shared && count > 1) Crew::shared().run(count, task, &work);
    else
      for (int number = 0; number < count; number++) work(number);
  }

  /** Rows of a task, so that small batches too are shared. */
  int64_t rows_of_task(int64_t rows) const {
    if (!shared) return ROWS_OF_TASK;
    const int64_t quarter = (rows / 4 + BLOCK - 1) / BLOCK * BLOCK;
    return quarter < 16 ? 16 : quarter < ROWS_OF_TASK ? quarter : ROWS_OF_TASK;
  }

 private:
  WithoutDenormals mode;
  bool shared;
};

}  // namespace

void train(const Kernels &with, float *arena, const Plan &plan, const Rates &rates, const Rows &data,
           const int32_t *order, int64_t count) {
  Jobs jobs(count_weights(plan) * double(count));
  const int most = most_units(plan);
  const int64_t each = jobs.rows_of_task(count);
  auto rows = [&](int number) {
    const int64_t from = number * each, to = from + each < count ? from + each : count;
    with.pass(arena, plan, rates, data, order, from, to, most);
  };
  jobs.run(int((count + each - 1) / each), rows);
  int tasks = 0;
  for (int l = 0; l < plan.layer_count; l++)
    tasks += (plan.layers[l].input_blocks() + BLOCKS_OF_TASK - 1) / BLOCKS_OF_TASK;
  auto blocks = [&](int number) {
    for (int l = 0; l < plan.layer_count; l++) {
      const int all = plan.layers[l].input_blocks(), own = (all + BLOCKS_OF_TASK - 1) / BLOCKS_OF_TASK;
      if (number >= own) {
        number -= own;
        continue;
      }
      const int first = number * BLOCKS_OF_TASK, end = first + BLOCKS_OF_TASK < all ? first + BLOCKS_OF_TASK : all;
      with.update_blocks(arena, plan, rates, l, first, end, (count + BLOCK - 1) / BLOCK * BLOCK);
      return;
    }
  };
  jobs.run(tasks, blocks);
}

void answers(const Kernels &with, const float *arena, const Plan &plan, const float *features, int64_t count,
             float *into) {
  Jobs jobs(count_weights(plan) * double(count));
  const int most = most_units(plan);
  const int64_t each = jobs.rows_of_task(count);
  auto rows = [&](int number) {
    const int64_t from = number * each, to = from + each < count ? from + each : count;
    with.answer(arena, plan, features, from, to, most, into + from * plan.last().units);
  };
  jobs.run(int((count + each - 1) / each), rows);
}

}  // namespace step
