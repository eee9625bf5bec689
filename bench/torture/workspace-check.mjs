// What must hold of a workspace after whatever was done to the program that wrote in it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointSteps, filesBelow, hashOfRun, loggedSteps } from './program.mjs';

/**
 * @param {string} workspace
 * @param {{ id: string, status: string }[]} runs as the program lists them now
 * @param {Map<string, string>} finished runs that were finished before, with the hashes of their files
 * @param {number} logEvery steps between two rows of a log
 * @returns {{ kind: string, text: string }[]} what does not hold
 */
export function problemsOf(workspace, runs, finished, logEvery) {
  const found = [];
  for (const path of filesBelow(workspace))
    if (path.includes('.corrupt-')) found.push({ kind: 'unreadable', text: `set aside: ${path}` });
  for (const [id, hash] of finished) {
    if (!runs.some((run) => run.id === id)) found.push({ kind: 'lost', text: `${id} is gone` });
    else if (hashOfRun(workspace, id) !== hash) found.push({ kind: 'lost', text: `${id} has changed` });
  }
  for (const { id, status } of runs) {
    if (['queued', 'running', 'paused', 'stopping'].includes(status))
      found.push({ kind: 'hung', text: `${id} is ${status}, and nobody runs it` });
    if (!existsSync(join(workspace, 'runs', id, 'run.json')))
      found.push({ kind: 'unreadable', text: `${id} has no record` });
    if (!finished.has(id)) found.push(...problemsOfLog(workspace, id, logEvery));
  }
  return found;
}

/** A run's log reaches its last checkpoint, in order and without a hole. */
function problemsOfLog(workspace, id, logEvery) {
  const found = [];
  const steps = loggedSteps(workspace, id);
  const last = checkpointSteps(workspace, id).at(-1) ?? 0;
  const hole = steps.findIndex((step, i) => i > 0 && step - steps[i - 1] > logEvery);
  const back = steps.findIndex((step, i) => i > 0 && step <= steps[i - 1]);
  if ((steps.at(-1) ?? 0) < last)
    found.push({ kind: 'lost', text: `${id}: rows to ${steps.at(-1) ?? 0}, checkpoint ${last}` });
  // k-means logs each iteration.
  if (hole >= 0)
    found.push({ kind: 'lost', text: `${id}: nothing between ${steps[hole - 1]} and ${steps[hole]}` });
  if (back >= 0)
    found.push({ kind: 'unreadable', text: `${id}: step ${steps[back]} after ${steps[back - 1]}` });
  return found;
}
