// Other processes' memory and processor time, as Linux tells them.
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of a tick of /proc: 100 of them a second on Linux. */
const TICK_MS = 10;

/** The newest process with these last words on its line; null where there is none. */
export function findProcess(...words) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.filter((pid) => {
    const line = readOrEmpty(`/proc/${pid}/cmdline`).split('\0').slice(0, -1);
    return words.every((word, i) => line[line.length - words.length + i] === word);
  });
  return found.length === 0 ? null : Math.max(...found.map(Number));
}

/** Resident megabytes and milliseconds of the processor; null where it has ended. */
export function lookAt(pid) {
  const resident = /VmRSS:\s+(\d+)/.exec(readOrEmpty(`/proc/${pid}/status`))?.[1];
  const stat = readOrEmpty(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  if (resident === undefined || stat.length < 13) return null;
  return { mb: Number(resident) / 1024, cpuMs: (Number(stat[11]) + Number(stat[12])) * TICK_MS };
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
