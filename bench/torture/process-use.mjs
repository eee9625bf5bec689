// What the program's processes hold: memory, files and threads, as Linux says.
import { readdirSync, readFileSync } from 'node:fs';

/**
 * @param app of an open window
 * @returns of each kind of process (main has the training threads in it) its sums: `rssMb`, `handles`, `threads`
 */
export async function processUse(app) {
  const found = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ type, pid, name, serviceName }) => ({
      pid,
      type: type === 'Browser' ? 'main' : type === 'Tab' ? 'page' : (serviceName ?? name ?? type),
    })),
  );
  const sums = {};
  for (const { pid, type } of found) {
    let use = null;
    try {
      use = useOf(pid);
    } catch {
      // A helper of Chromium that has ended meanwhile.
      continue;
    }
    const sum = (sums[type] ??= { rssMb: 0, handles: 0, threads: 0 });
    for (const key of Object.keys(sum)) sum[key] += use[key];
  }
  return sums;
}

function useOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)[1]);
  return {
    rssMb: field('VmRSS') / 1024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    threads: field('Threads'),
  };
}

/**
 * JavaScript memory of main and of the page in MB, and the page's elements and listeners, all after
 * their garbage was collected: what is left is held by somebody.
 */
export async function heapUse(app, devtools) {
  const main = await app.evaluate(() => {
    const { require: load } = process.mainModule;
    load('v8').setFlagsFromString('--expose-gc');
    load('vm').runInNewContext('gc')();
    return process.memoryUsage();
  });
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const page = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  const MB = 2 ** 20;
  return {
    mainHeapMb: main.heapUsed / MB,
    mainBuffersMb: main.arrayBuffers / MB,
    pageHeapMb: page.JSHeapUsedSize / MB,
    pageElements: page.Nodes,
    pageListeners: page.JSEventListeners,
  };
}
