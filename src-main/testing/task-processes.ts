import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, beforeAll } from 'vitest';
import { provideProcesses } from '../dataset/source/own-process';
import { workerFile } from './places';

/** Has tasks started in processes of their own, as the worker does; answers those of the test, ended after it. */
export function useTaskProcesses(): readonly ChildProcess[] {
  const started: ChildProcess[] = [];
  beforeAll(() => {
    if (!existsSync(workerFile)) throw new Error('out/worker is not built: run "npm run build"');
    provideProcesses((task) => {
      const child = fork(workerFile, [task], {
        execArgv: [],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      started.push(child);
      return child;
    });
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });
  return started;
}

export function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
