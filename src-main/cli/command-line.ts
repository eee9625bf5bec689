import { BAD_INPUT_KINDS, toErrorInfo } from '../../src-shared/errors';
import { COMMANDS } from './commands';
import { complete } from './completion/complete';
import { parse } from './declare/program';
import { printError, printJson, printNotice } from './print/print';
import { Threads } from './services/threads';

/** Threads held in native code: an ordinary end would wait for them. */
let leftThreads = 0;

async function main(argv: readonly string[]): Promise<number> {
  // What the shells' scripts ask at a press of Tab: fast, and nothing is opened.
  if (argv[0] === 'complete') return complete(argv.slice(argv[1] === '--' ? 2 : 1));
  const print = (text: string): void => void process.stdout.write(text);
  const request = parse(argv, COMMANDS, { version: __APP_VERSION__, print });
  if (request.command === null) return request.exitCode;
  const { command, args } = request;
  if ('runAlone' in command) return command.runAlone(args);
  const threads = new Threads(command.name);
  if (command.asksWorker === true) threads.startAhead();
  try {
    // The services are half the program: help, completion and refusals do without.
    const { openServices } = await import('./services/services');
    const folder = args.options.workspace ?? command.findWorkspace?.(args);
    const services = await openServices(folder, threads);
    let code = 1;
    try {
      code = await command.run(args, services);
    } finally {
      leftThreads = await services.close();
    }
    command.leave?.(args, code);
    return code;
  } finally {
    threads.leave();
  }
}

// A reader that has seen enough (head, less) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/**
 * Does what a command line says, and sets the process's exit code.
 * @param argv without the runtime's and the program's name
 */
export function runCommandLine(argv: readonly string[]): Promise<void> {
  return main(argv)
    .then((code) => {
      process.exitCode = code;
    })
    .catch((thrown: unknown) => {
      const error = toErrorInfo(thrown);
      // The sentence's parts are for windows in other languages.
      const { detail, said: _, ...shown } = error;
      if (argv.includes('--json'))
        printJson({ error: error.kind === 'internal' ? { ...shown, detail } : shown });
      else printError(error);
      process.exitCode = BAD_INPUT_KINDS.has(error.kind) ? 2 : 1;
    })
    .finally(() => {
      if (leftThreads === 0) return;
      printNotice('It was ended by force: a thread did not answer.');
      process.kill(process.pid, 'SIGKILL');
    });
}
