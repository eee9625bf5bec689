// node -r bench/lib/stage-hook.cjs out/cli/index.cjs …: at the end of each thread, what it marked on its
// timeline (src-main/threads/stages.ts) goes to the file BENCH_STAGES; from the main thread the process's
// greatest resident memory too.
const { appendFileSync } = require('node:fs');
const { performance } = require('node:perf_hooks');
const { isMainThread } = require('node:worker_threads');

process.on('exit', () => {
  const stages = performance
    .getEntriesByType('mark')
    .filter(({ name }) => name.startsWith('benchtop.'))
    .map(({ name, startTime }) => [name.slice('benchtop.'.length), performance.timeOrigin + startTime]);
  // On Linux and in Node in kilobytes.
  const peakMB = isMainThread ? process.resourceUsage().maxRSS / 1000 : 0;
  appendFileSync(process.env.BENCH_STAGES, `${JSON.stringify({ stages, peakMB })}\n`);
});
