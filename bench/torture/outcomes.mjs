// What was promised, how often it was tried, and how it was broken.

/** How a promise can be broken: data is gone, data cannot be read, nothing ends, anything else. */
const KINDS = ['lost', 'unreadable', 'hung', 'other'];

/** All that were made, in order. */
const made = [];

/** A promise under a fault, and how it held. */
export class Outcome {
  fault;
  promise;
  tried = 0;
  broken = [];
  skipped = null;

  /**
   * @param {string} fault what is done to the program
   * @param {string} promise what must hold all the same
   */
  constructor(fault, promise) {
    this.fault = fault;
    this.promise = promise;
    made.push(this);
  }

  /**
   * @param {'lost' | 'unreadable' | 'hung' | 'other'} kind
   * @param {string} text what was seen
   */
  breaks(kind, text) {
    this.broken.push({ kind, text });
  }

  /** @param {string} why it was not tried here */
  skip(why) {
    this.skipped = why;
  }
}

/** Every outcome so far; those of lanes that do the same at the same time are one. */
export function outcomes() {
  const sums = new Map();
  for (const { fault, promise, tried, broken, skipped } of made) {
    const key = JSON.stringify([fault, promise]);
    const sum = sums.get(key) ?? { fault, promise, tried: 0, broken: [], skipped };
    sums.set(key, { ...sum, tried: sum.tried + tried, broken: [...sum.broken, ...broken] });
  }
  return [...sums.values()];
}

/** The table of outcomes in Markdown, as docs/reliability.md has it. */
export function outcomeTable(all) {
  const head = ['fault', 'promise', 'tried', ...KINDS];
  const rows = all.map(({ fault, promise, tried, broken, skipped }) => [
    fault,
    promise,
    ...(skipped === null
      ? [tried, ...KINDS.map((kind) => broken.filter((each) => each.kind === kind).length)]
      : [`not tried: ${skipped}`, ...KINDS.map(() => '')]),
  ]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|---|${'--:|'.repeat(1 + KINDS.length)}`, ...rows.map(line)].join('\n');
}
