/** CPU time that the control takes, in milliseconds. */
const CONTROL_MS = 60;

/**
 * How many times longer work takes now than on an idle machine, at least 1: a loop's time on the clock
 * over its time on the processor. A test that limits a time multiplies its limit by this control, so
 * that it measures the program and not what else the machine does.
 */
export function slowness(): number {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let cpuMs = 0;
  while (cpuMs < CONTROL_MS) {
    const { user, system } = process.cpuUsage(before);
    cpuMs = (user + system) / 1000;
  }
  return Math.max(1, (performance.now() - startedAt) / cpuMs);
}

/** CPU time of this process while some work was done, in milliseconds: other programs do not change it. */
export async function measureCpuTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
