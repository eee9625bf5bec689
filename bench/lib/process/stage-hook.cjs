// node -r bench/lib/process/stage-hook.cjs out/cli/index.cjs …: at the end of each thread, what it marked on its
// timeline (src-main/threads/stages.ts) goes to the file BENCH_STAGES; from the main thread the process's
// greatest resident memory and the processor's time too.
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { performance } = require('node:perf_hooks');
const { isMainThread } = require('node:worker_threads');

process.on('exit', () => {
  const stages = performance
    .getEntriesByType('mark')
    .filter(({ name }) => name.startsWith('benchtop.'))
    .map(({ name, startTime }) => [name.slice('benchtop.'.length), performance.timeOrigin + startTime]);
  const { user, system } = process.cpuUsage();
  const whole = isMainThread ? { peakMB: peakBytes() / 1e6, cpuMs: (user + system) / 1000 } : {};
  appendFileSync(process.env.BENCH_STAGES, `${JSON.stringify({ stages, ...whole })}\n`);
});

/** Linux knows it of this program alone; elsewhere what was in the process before counts too. */
function peakBytes() {
  const status = '/proc/self/status';
  const [, kilobytes] = (existsSync(status) && /VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))) || [];
  return 1024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes));
}
