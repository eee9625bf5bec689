// A sweep on many workers, from measured constants: how many trials a second come home, and where it saturates.

/**
 * @typedef {object} Constants milliseconds, but for the bytes
 * @property {number} trialMs a worker's time for one trial: start, training, capsule
 * @property {number} taskMs the driver's time for handing out one trial
 * @property {number} fetchMs the head node's and the wire's time for one capsule
 * @property {number} landMs the desktop's time for taking one in
 * @property {number} startMs from the command to the first trial: packages, submission, driver
 * @property {number} lookMs between two looks at what is done
 * @property {number} capsuleBytes
 */

/**
 * Plays a sweep, trial by trial: the driver hands them out one after the other to whichever worker is free, each
 * worker trains one at a time, and the desktop looks now and then, fetches what is done and takes it in, one after
 * the other. Which of these four waits for which is what it tells.
 * @param {Constants} constants
 * @param {number} workers
 * @param {number} trials
 * @returns {{ seconds: number, perSecond: number, busy: number, waits: string }}
 *   busy: share of the workers' time that they train, until the last trial is done; waits: what is waited for
 */
export function simulateSweep(constants, workers, trials) {
  const { trialMs, taskMs, fetchMs, landMs, startMs, lookMs } = constants;
  // The earliest free worker is the one that began first: all trials take as long.
  const free = new Float64Array(workers).fill(startMs);
  let driver = startMs;
  let home = 0;
  let trained = 0;
  for (let trial = 0; trial < trials; trial++) {
    const worker = trial % workers;
    driver = Math.max(driver + taskMs, startMs);
    const done = Math.max(driver, free[worker]) + trialMs;
    free[worker] = done;
    trained = Math.max(trained, done);
    const seen = Math.ceil(done / lookMs) * lookMs;
    home = Math.max(home, seen) + fetchMs + landMs;
  }
  const rates = {
    workers: workers / trialMs,
    driver: 1 / taskMs,
    desktop: 1 / (fetchMs + landMs),
  };
  const [waits] = Object.entries(rates).reduce((least, other) => (other[1] < least[1] ? other : least));
  return {
    seconds: home / 1000,
    perSecond: (1000 * trials) / home,
    busy: (trials * trialMs) / (workers * (trained - startMs)),
    waits,
  };
}

/** Workers from which more of them bring nothing more. @param {Constants} constants */
export function saturation({ trialMs, taskMs, fetchMs, landMs }) {
  return trialMs / Math.max(taskMs, fetchMs + landMs);
}
