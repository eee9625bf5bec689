// Results as rows of a table: for the terminal, and for docs/performance.md.

export const HEADINGS = ['work', 'peer', 'ours', 'peer took', 'ratio', 'at most', 'spread', 'verdict'];
const WIDTHS = [46, 26, 10, 10, 8, 8, 15, 0];

/** One row a peer, figure or size, and one of memory where that was noted. @returns {string[][]} in the order of HEADINGS */
export function toRows({ work, ours, peers = [], figures = [], growth, skipped, failed }) {
  if (skipped !== undefined) return [[work, '', '', '', '', '', '', `skipped: ${skipped}`]];
  if (failed !== undefined) return [[work, '', '', '', '', '', '', `FAILED: ${failed}`]];
  const rows = peers.map(({ peer, median, ratio, low, high, atMost, verdict, wrong, why }) =>
    verdict === 'skipped'
      ? [work, peer, '', '', '', '', '', `skipped: ${why}`]
      : [
          work,
          peer,
          time(ours.median),
          time(median),
          number(ratio),
          number(atMost),
          `${number(low)} – ${number(high)}`,
          wrong === undefined ? verdict : `${verdict}: ${wrong}`,
        ],
  );
  if (ours !== undefined && (peers.length === 0 || ours.atMost !== undefined)) {
    const bound = ours.atMost === undefined ? '' : time(ours.atMost);
    const spread = `${time(Math.min(...ours.times))} – ${time(Math.max(...ours.times))}`;
    rows.push([work, '', time(ours.median), '', '', bound, spread, ours.verdict ?? '']);
  }
  rows.push(...memoryRows(work, ours, peers));
  for (const { name, unit, values, median, atMost, atLeast, verdict } of figures) {
    const bound =
      atMost !== undefined ? `${atMost} ${unit}` : atLeast !== undefined ? `≥ ${atLeast} ${unit}` : '';
    const range = `${number(Math.min(...values))} – ${number(Math.max(...values))}`;
    const spread = values.length > 1 ? range : '';
    rows.push([`${work}: ${name}`, '', `${number(median)} ${unit}`, '', '', bound, spread, verdict]);
  }
  for (const { factor, median, againstLinear, verdict } of growth ?? []) {
    if (factor === growth[0].factor) continue;
    rows.push([
      `${work}, ${factor}x the rows`,
      'linear',
      time(median),
      '',
      number(againstLinear),
      '1',
      '',
      verdict,
    ]);
  }
  return rows;
}

/** Greatest resident memory, ours beside each peer's; the bound is ours alone. */
function memoryRows(work, ours, peers) {
  if (ours?.peakMB === undefined) return [];
  const { peakMB, atMostMB, memoryVerdict = '' } = ours;
  const bound = atMostMB === undefined ? '' : `${atMostMB} MB`;
  const what = `${work}: greatest memory`;
  const others = peers.filter((peer) => peer.peakMB !== undefined);
  if (others.length === 0) return [[what, '', `${number(peakMB)} MB`, '', '', bound, '', memoryVerdict]];
  return others.map(({ peer, peakMB: theirs }) => [
    what,
    peer,
    `${number(peakMB)} MB`,
    `${number(theirs)} MB`,
    number(peakMB / theirs),
    bound,
    '',
    memoryVerdict,
  ]);
}

/**
 * Where the time went, a sentence for us and each peer that notes stages, in the order in which it first came to
 * them; and what all threads had of the processor.
 */
export function stageLines({ ours, peers = [] }) {
  return [{ peer: 'ours', ...ours }, ...peers]
    .filter(({ stages }) => stages !== undefined)
    .map(({ peer, stages, cpuMs }) => {
      const parts = Object.entries(stages).map(([stage, ms]) => `${stage} ${time(ms)}`);
      const processor = cpuMs === undefined ? '' : ` (${time(cpuMs)} of the processor)`;
      return `${peer}${processor}: ${parts.join(' · ')}`;
    });
}

/** The rows for the terminal. */
export function formatLines(area, result) {
  const rows = toRows(result).map((row) => line([`${area}: ${row[0]}`, ...row.slice(1)]));
  return [...rows, ...stageLines(result).map((text) => `    ${text}`)];
}

export function headLine() {
  return line(HEADINGS);
}

function line(cells) {
  return cells
    .map((cell, i) => (i > 1 ? cell.padStart(WIDTHS[i]) : cell.padEnd(WIDTHS[i])))
    .join('  ')
    .trimEnd();
}

/** Milliseconds in the unit that reads best. */
export function time(ms) {
  if (ms >= 2000) return `${Number((ms / 1000).toPrecision(3))} s`;
  if (ms >= 1) return `${Number(ms.toPrecision(3))} ms`;
  return `${Number((ms * 1000).toPrecision(3))} µs`;
}

function number(value) {
  return String(Number(value.toPrecision(value >= 100 ? 4 : 3)));
}
