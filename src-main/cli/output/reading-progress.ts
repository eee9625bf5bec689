import { ProgressLine } from '../print/print';
import type { Services } from '../services/services';

const TASK = 'command';

/** Shows the progress of reading a file on a terminal; Ctrl-C cancels it cleanly. */
export async function reading<T>(
  name: string,
  { runs }: Services,
  work: (task: string) => Promise<T>,
): Promise<T> {
  const line = new ProgressLine();
  const off = runs.datasets.onProgress(({ bytes, totalBytes, rows }) => {
    line.show(name, bytes / Math.max(1, totalBytes), `${rows.toLocaleString('en')} rows`);
  });
  const cancel = (): void => {
    runs.datasets.cancel(TASK);
  };
  process.once('SIGINT', cancel);
  try {
    return await work(TASK);
  } finally {
    process.off('SIGINT', cancel);
    off();
    line.clear();
  }
}
