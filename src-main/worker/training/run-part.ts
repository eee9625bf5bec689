import type { RunCommand } from '../protocol/training';
import { requireCommand } from '../protocol/message-schema';
import { collectGrown } from '../thread/collect-garbage';
import type { Thread, ThreadPart } from '../thread/thread-part';
import { TrainingRun } from './training-run';

/**
 * Part of a thread that trains one run at a time and obeys its commands: pause, resume, stop, step, speed,
 * learning rate.
 */
export function runPart({ native, post, crash }: Thread): ThreadPart<RunCommand> {
  let current: TrainingRun | null = null;

  async function train(run: TrainingRun): Promise<void> {
    current = run;
    await run.run();
    current = null;
    post({ type: 'run-left', runId: run.runId });
    collectGrown();
  }

  return {
    obey: (message) => {
      const command = requireCommand(message);
      if (command.type === 'train') {
        const { job, threads, tables } = command;
        const { runId } = job;
        train(
          new TrainingRun({
            job,
            threads,
            native,
            tables,
            send: (events) => {
              post({ type: 'run', runId, events });
            },
            tookTables: (use) => {
              post({ type: 'tables', runId, use });
            },
          }),
        ).catch(crash);
        return;
      }
      if (current?.runId !== command.runId) return;
      const { controls } = current;
      switch (command.type) {
        case 'control':
          controls.control(command.action);
          return;
        case 'logged':
          current.logged.answer(command.lines);
          return;
        case 'set-learning-rate':
          controls.setLearningRate(command.learningRate);
          return;
        case 'draw-units':
          controls.drawUnits(command.on);
          return;
        case 'watch':
          controls.watch(command.on);
          return;
        case 'set-speed':
          controls.setSpeed(command.speed);
          return;
      }
    },
    leave: () => undefined,
  };
}
