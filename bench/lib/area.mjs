// node bench/lib/area.mjs AREA FILE [--quick]: one area's cases in a process of its own, so that
// what the other areas compiled, allocated or crashed is no part of the figures.
import { writeFileSync } from 'node:fs';
import { bundle, bundleFile } from './bundle.mjs';
import { temporaryFolder } from './folder.mjs';
import { measure } from './measure.mjs';
import { startPeer } from './peer.mjs';
import { python, Unavailable } from './python.mjs';
import { formatLines } from './report/table.mjs';

const [area, file] = process.argv.slice(2);
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7);
const rows = process.argv.find((argument) => argument.startsWith('--rows='))?.slice(7);
const peers = new Map();
const bench = {
  quick: process.argv.includes('--quick'),
  rows: rows === undefined ? undefined : Number(rows),
  folder: temporaryFolder(area),
  bundle,
  bundleFile,
  available: async (packages) => {
    if (packages.length > 0) await python(packages);
  },
  /** The area's Python process, started at the first call; every call gives the same one. */
  peer(name, packages, env) {
    if (!peers.has(name)) peers.set(name, startPeer(name, packages, env));
    return peers.get(name);
  },
};

const results = [];
const date = new Date().toISOString();
try {
  const { default: given } = await import(`../areas/${area}.mjs`);
  const cases = typeof given === 'function' ? await given(bench) : given;
  for (const one of cases) {
    if (only !== undefined && !one.work.includes(only)) continue;
    results.push(await measuredOrSkipped(one));
    for (const line of formatLines(area, results.at(-1))) console.log(line);
  }
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  results.push({ work: area, skipped: error.message });
  for (const line of formatLines(area, results.at(-1))) console.log(line);
} finally {
  for (const peer of peers.values()) (await peer.catch(() => undefined))?.end();
}
writeFileSync(file, JSON.stringify({ area, date, cases: results }));
// Worker threads and pools of an area do not hold the whole up.
process.exit(0);

async function measuredOrSkipped(one) {
  try {
    return await measure(one, bench);
  } catch (error) {
    if (error instanceof Unavailable) return { work: one.work, skipped: error.message };
    // One that breaks must not take the others' figures with it.
    console.error(error);
    return { work: one.work, failed: String(error?.message ?? error) };
  }
}
