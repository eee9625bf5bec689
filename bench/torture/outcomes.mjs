// What was promised, how often it was tried, and how it was broken.

/** How a promise can be broken: data is gone, data cannot be read, nothing ends, anything else. */
const KINDS = ['lost', 'unreadable', 'hung', 'other'];

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
  }

  /**
   * @param {'lost' | 'unreadable' | 'hung' | 'other'} kind
   * @param {string} text what was seen
   */
  breaks(kind, text) {
    this.broken.push({ kind, text });
  }

  /** @param {string} why it was not tried here @returns itself */
  skip(why) {
    this.skipped = why;
    return this;
  }
}

/** Outcomes of lanes that did the same at the same time, as one each. */
export function joined(lanes) {
  return lanes[0].map((first, i) => {
    const sum = new Outcome(first.fault, first.promise);
    sum.skipped = first.skipped;
    for (const { [i]: each } of lanes) {
      sum.tried += each.tried;
      sum.broken.push(...each.broken);
    }
    return sum;
  });
}

/** The table of all outcomes in Markdown, as docs/reliability.md has it. */
export function outcomeTable(outcomes) {
  const head = ['fault', 'promise', 'tried', ...KINDS];
  const rows = outcomes.map(({ fault, promise, tried, broken, skipped }) => [
    fault,
    promise,
    ...(skipped === null
      ? [tried, ...KINDS.map((kind) => broken.filter((each) => each.kind === kind).length)]
      : [`not tried: ${skipped}`, ...KINDS.map(() => '')]),
  ]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|---|${'--:|'.repeat(1 + KINDS.length)}`, ...rows.map(line)].join('\n');
}
