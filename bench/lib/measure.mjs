// Measures one case of an area: sides in turn, so that what disturbs the machine disturbs both.
import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from './python.mjs';
import { computeMedian } from './statistics.mjs';

/** Threads of the side before this one may still spin. */
const PAUSE = 30;
/** What counts as linear: a figure of two medians of five is not better known than this. */
const LINEAR = 1.1;

/**
 * @param {object} given a case as bench/run.mjs describes it
 * @param {{ quick: boolean, available(packages: string[]): Promise<void> }} bench
 * @returns {Promise<object>} what is written to JSON
 */
export async function measure(given, bench) {
  const rounds = bench.quick ? Math.min(3, given.rounds ?? 5) : (given.rounds ?? 5);
  const result = { work: given.work, note: given.note };
  await given.prepare?.();
  global.gc?.();
  try {
    if (given.figures) return { ...result, figures: await measureFigures(given, rounds) };
    const peers = [];
    const skipped = [];
    for (const peer of listPeers(given)) {
      try {
        await bench.available(peer.needs ?? []);
        peers.push({ ...peer, ...newSide() });
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        skipped.push({ peer: peer.peer, verdict: 'skipped', why: error.message });
      }
    }
    // Without the peer there is nothing to hold ours to.
    if (skipped.length > 0 && peers.length === 0) return { ...result, peers: skipped };
    const own = newSide();
    for (let round = -1; round < rounds; round++) {
      const mine = toAnswer(await given.ours(1));
      if (round >= 0) note(own, mine);
      for (const peer of peers) {
        await delay(PAUSE);
        const theirs = toAnswer(await peer.theirs(1));
        if (round >= 0) note(peer, theirs);
        if (peer.check !== undefined && peer.wrong === undefined) {
          peer.wrong = (await peer.check(mine, theirs)) || undefined;
        }
      }
      await delay(PAUSE);
    }
    result.ours = sideResult(own);
    if (given.atMostMs !== undefined) {
      result.ours.atMost = given.atMostMs;
      result.ours.verdict = result.ours.median <= given.atMostMs ? 'met' : 'not met';
    }
    if (given.atMostMB !== undefined && result.ours.peakMB !== undefined) {
      result.ours.atMostMB = given.atMostMB;
      result.ours.memoryVerdict = result.ours.peakMB <= given.atMostMB ? 'met' : 'not met';
    }
    result.peers = [...peers.map((peer) => comparison(own.times, peer)), ...skipped];
    if (given.growth && !bench.quick) result.growth = await measureGrowth(given, rounds);
    return result;
  } finally {
    await given.end?.();
  }
}

function listPeers(given) {
  if (given.against) return given.against;
  return given.theirs ? [given] : [];
}

/** What is noted of a side, a value a round. */
function newSide() {
  return { times: [], processor: [], peaks: [], stages: new Map() };
}

function note(side, { ms, cpuMs, peakMB, stages = {} }) {
  side.times.push(ms);
  if (cpuMs !== undefined) side.processor.push(cpuMs);
  if (peakMB !== undefined) side.peaks.push(peakMB);
  for (const [stage, took] of Object.entries(stages)) {
    const all = side.stages.get(stage) ?? [];
    all.push(took);
    side.stages.set(stage, all);
  }
}

/** Medians of what was noted; of the processor's time, memory and stages only where there are any. */
function sideResult({ times, processor, peaks, stages }) {
  const medians = [...stages].map(([stage, took]) => [stage, computeMedian(took)]);
  return {
    times,
    median: computeMedian(times),
    ...(processor.length === 0 ? {} : { cpuMs: computeMedian(processor) }),
    ...(peaks.length === 0 ? {} : { peakMB: computeMedian(peaks) }),
    ...(medians.length === 0 ? {} : { stages: Object.fromEntries(medians) }),
  };
}

function comparison(own, { peer, atMost, wrong, ...side }) {
  const { times } = side;
  const ratios = own.map((ms, i) => ms / times[i]);
  const ratio = computeMedian(own) / computeMedian(times);
  return {
    peer,
    ...sideResult(side),
    ratio,
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    atMost,
    ...(wrong === undefined ? {} : { wrong }),
    verdict: wrong !== undefined ? 'other result' : ratio <= atMost ? 'met' : 'not met',
  };
}

/** Times at each size, in turn, against the first one's times the factor. */
async function measureGrowth({ growth, grow, ours }, rounds) {
  const timed = grow ?? ours;
  const all = growth.map((factor) => ({ factor, times: [] }));
  for (let round = -1; round < rounds; round++) {
    for (const { factor, times } of all) {
      const { ms } = toAnswer(await timed(factor));
      if (round >= 0) times.push(ms);
    }
  }
  const [first] = all;
  return all.map(({ factor, times }) => {
    const median = computeMedian(times);
    const againstLinear = median / (computeMedian(first.times) * (factor / first.factor));
    return { factor, times, median, againstLinear, verdict: againstLinear <= LINEAR ? 'met' : 'not met' };
  });
}

/** Figures that have no peer: their medians, each against its own bound. */
async function measureFigures(given, rounds) {
  const found = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const { name, value, ...bounds } of await given.figures()) {
      const figure = found.get(name) ?? { name, ...bounds, values: [] };
      figure.values.push(value);
      found.set(name, figure);
    }
  }
  return [...found.values()].map((figure) => {
    const median = computeMedian(figure.values);
    const isMet = median <= (figure.atMost ?? Infinity) && median >= (figure.atLeast ?? -Infinity);
    const isBound = figure.atMost !== undefined || figure.atLeast !== undefined;
    return { ...figure, median, verdict: !isBound ? '' : isMet ? 'met' : 'not met' };
  });
}

function toAnswer(answer) {
  const whole = typeof answer === 'number' ? { ms: answer } : answer;
  if (!(whole.ms > 0)) throw new Error(`A side of a case gives milliseconds, not ${JSON.stringify(answer)}.`);
  return whole;
}
