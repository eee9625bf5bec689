// Threads that help whoever asks first. What they do must not depend on who does it.
#pragma once
#include <immintrin.h>
#include <sched.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace step {

/** Numbers below the smallest normal one are 0 while it lives: they take a hundred times as long. */
class WithoutDenormals {
 public:
  WithoutDenormals() : before(_mm_getcsr()) { _mm_setcsr(before | 0x8040); }
  ~WithoutDenormals() { _mm_setcsr(before); }

 private:
  unsigned before;
};

/** One less than there are processors, for all threads of the process; they end with it. */
class Crew {
 public:
  using Task = void (*)(void *context, int task);

  /** Never destroyed: its threads wait on it until the process is gone. */
  static Crew &shared() {
    static Crew *crew = new Crew();
    return *crew;
  }

  /** Takes the crew for the caller's jobs; false where another thread has it. */
  bool take() { return helpers > 0 && taken.try_lock(); }
  void give_back() { taken.unlock(); }

  /** Does tasks 0 to count - 1, each once, and returns when all are done. Only for who has taken it. */
  void run(int count, Task task, void *context) {
    job = task;
    of_job = context;
    left.store(count, std::memory_order_relaxed);
    generation++;
    open.store((uint64_t{generation} << 32) | uint32_t(count));
    if (sleepers.load() > 0) {
      std::lock_guard<std::mutex> lock(sleep);
      wake.notify_all();
    }
    while (work()) {
    }
    for (int tries = 0; left.load(std::memory_order_acquire) > 0; tries++) {
      if (tries < SPINS) _mm_pause();
      else sched_yield();
    }
  }

 private:
  static constexpr int SPINS = 2000;

  Crew() {
    cpu_set_t cpus;
    const bool known = sched_getaffinity(0, sizeof cpus, &cpus) == 0;
    const int count = known ? CPU_COUNT(&cpus) : int(std::thread::hardware_concurrency());
    for (int i = 1; i < count && i < 16; i++) {
      std::thread([this] { help(); }).detach();
      helpers++;
    }
  }

  /** Takes one task; false where there is none. A job cannot end before who took of it is done. */
  bool work() {
    uint64_t seen = open.load();
    while (uint32_t(seen) > 0) {
      if (!open.compare_exchange_weak(seen, seen - 1)) continue;
      job(of_job, int(uint32_t(seen)) - 1);
      left.fetch_sub(1, std::memory_order_release);
      return true;
    }
    return false;
  }

  void help() {
    WithoutDenormals mode;
    for (int idle = 0;;) {
      if (work()) {
        idle = 0;
      } else if (++idle < SPINS) {
        _mm_pause();
      } else {
        std::unique_lock<std::mutex> lock(sleep);
        sleepers.fetch_add(1);
        wake.wait(lock, [this] { return uint32_t(open.load()) > 0; });
        sleepers.fetch_sub(1);
        idle = 0;
      }
    }
  }

  std::mutex taken, sleep;
  std::condition_variable wake;
  std::atomic<int> sleepers{0}, left{0};
  /** Number of the job in the upper half, tasks that nobody has taken in the lower. */
  std::atomic<uint64_t> open{0};
  uint32_t generation = 0;
  Task job = nullptr;
  void *of_job = nullptr;
  int helpers = 0;
};

}  // namespace step
