// The training step for JavaScript: numbers and arrays in, nothing kept.
#include <node_api.h>

#include "step.h"

namespace {

/** Data of a typed array of the type; null for null, undefined and other things. */
template <class T>
T *data(napi_env env, napi_value value, napi_typedarray_type wanted, size_t *length = nullptr) {
  bool is_array = false;
  if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array) return nullptr;
  napi_typedarray_type type;
  size_t count = 0;
  void *at = nullptr;
  if (napi_get_typedarray_info(env, value, &type, &count, &at, nullptr, nullptr) != napi_ok) return nullptr;
  if (type != wanted) return nullptr;
  if (length != nullptr) *length = count;
  return static_cast<T *>(at);
}

constexpr size_t PLAN_NUMBERS = 6, LAYER_NUMBERS = 9, RATES = sizeof(step::Rates) / sizeof(double);

/** The plan in the array's memory; false where its length is not that of its layers. */
bool read_plan(napi_env env, napi_value value, step::Plan &plan) {
  size_t length = 0;
  const int32_t *numbers = data<int32_t>(env, value, napi_int32_array, &length);
  if (numbers == nullptr || length < PLAN_NUMBERS || numbers[0] < 1) return false;
  if (length != PLAN_NUMBERS + LAYER_NUMBERS * size_t(numbers[0])) return false;
  static_assert(sizeof(step::Layer) == LAYER_NUMBERS * sizeof(int32_t));
  plan = {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5],
          reinterpret_cast<const step::Layer *>(numbers + PLAN_NUMBERS)};
  return true;
}

napi_value refuse(napi_env env, const char *why) {
  napi_throw_type_error(env, nullptr, why);
  return nullptr;
}

/** train(plan, rates, arena, features, target, weights | null, rows | null, count) */
napi_value Train(napi_env env, napi_callback_info info) {
  size_t count = 8;
  napi_value given[8];
  if (napi_get_cb_info(env, info, &count, given, nullptr, nullptr) != napi_ok) return nullptr;
  step::Plan plan;
  size_t rate_count = 0, order_length = 0;
  const double *rates = data<double>(env, given[1], napi_float64_array, &rate_count);
  float *arena = data<float>(env, given[2], napi_float32_array);
  const step::Rows rows = {data<float>(env, given[3], napi_float32_array), data<double>(env, given[4], napi_float64_array),
                           data<double>(env, given[5], napi_float64_array)};
  const int32_t *order = data<int32_t>(env, given[6], napi_int32_array, &order_length);
  int32_t used = 0;
  const bool is_whole = count == 8 && read_plan(env, given[0], plan) && rates != nullptr && rate_count == RATES &&
                        arena != nullptr && rows.features != nullptr && rows.target != nullptr &&
                        napi_get_value_int32(env, given[7], &used) == napi_ok;
  if (!is_whole) return refuse(env, "train: an argument is missing or of another type");
  if (used < 1 || used > plan.rows || (order != nullptr && order_length < size_t(used)))
    return refuse(env, "train: more rows than the plan has places for");
  step::train(*step::kernels(), arena, plan, *reinterpret_cast<const step::Rates *>(rates), rows, order, used);
  return nullptr;
}

/** answers(plan, arena, features, into): outputs of all rows that `features` begins with and `into` has places for */
napi_value Answers(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value given[4];
  if (napi_get_cb_info(env, info, &count, given, nullptr, nullptr) != napi_ok) return nullptr;
  step::Plan plan;
  size_t features_length = 0, into_length = 0;
  const float *arena = data<float>(env, given[1], napi_float32_array);
  const float *features = data<float>(env, given[2], napi_float32_array, &features_length);
  float *into = data<float>(env, given[3], napi_float32_array, &into_length);
  if (count != 4 || !read_plan(env, given[0], plan) || arena == nullptr || features == nullptr || into == nullptr)
    return refuse(env, "answers: an argument is missing or of another type");
  const size_t rows = into_length / size_t(plan.last().units);
  if (rows * size_t(plan.width) > features_length) return refuse(env, "answers: more rows than there are features of");
  step::answers(*step::kernels(), arena, plan, features, int64_t(rows), into);
  return nullptr;
}

/** skip(array): floats from its begin to where vectors best begin. */
napi_value Skip(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value given;
  if (napi_get_cb_info(env, info, &count, &given, nullptr, nullptr) != napi_ok) return nullptr;
  const float *at = count == 1 ? data<float>(env, given, napi_float32_array) : nullptr;
  if (at == nullptr) return refuse(env, "skip: no array of float32");
  napi_value result;
  napi_create_int32(env, int32_t((64 - reinterpret_cast<uintptr_t>(at) % 64) % 64 / sizeof(float)), &result);
  return result;
}

napi_value Init(napi_env env, napi_value exports) {
  napi_value supported;
  napi_get_boolean(env, step::kernels() != nullptr, &supported);
  const napi_property_descriptor properties[] = {
      {"isSupported", nullptr, nullptr, nullptr, nullptr, supported, napi_default, nullptr},
      {"skip", nullptr, Skip, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"train", nullptr, Train, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"answers", nullptr, Answers, nullptr, nullptr, nullptr, napi_default, nullptr},
  };
  napi_define_properties(env, exports, sizeof properties / sizeof *properties, properties);
  return exports;
}

}  // namespace

NAPI_MODULE(training_step, Init)
