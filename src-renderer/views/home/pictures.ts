/** Points of the three little pictures on the home view: small, fixed, computed. */

export interface PicturePoint {
  readonly x: number;
  readonly y: number;
  /** Cluster or class. */
  readonly group: number;
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** The output of a solved 2-2-1 sigmoid network over the unit square. */
export function xnorOutput(x1: number, x2: number): number {
  const both = sigmoid(11 * (x1 + x2) - 16.5);
  const any = sigmoid(11 * (x1 + x2) - 5.5);
  return sigmoid(11 * both - 11 * any + 5.2);
}

/** Reproducible uniform numbers (mulberry32). */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface ClusterPicture {
  readonly points: readonly PicturePoint[];
  /** Positions of each centre over the iterations, the last one being where it settled. */
  readonly trails: readonly (readonly (readonly [number, number])[])[];
}

/** Lloyd's algorithm, four centres, on correlated heights (in) and weights (lb). */
export function clusterPicture(): ClusterPicture {
  const next = uniforms(11);
  const normal = (): number => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next());
  const raw = Array.from({ length: 170 }, () => {
    const z = normal();
    return [67.99 + 1.9 * z, 127.1 + 11.7 * (0.5 * z + 0.866 * normal())] as const;
  });
  let centres: (readonly [number, number])[] = [
    [65.5, 106],
    [67, 120],
    [68, 131],
    [70, 145],
  ];
  const trails = centres.map((centre) => [centre]);
  for (let round = 0; round < 12; round += 1) {
    const groups = raw.map((point) => nearest(point, centres));
    centres = centres.map((centre, position) => {
      const own = raw.filter((_, index) => groups[index] === position);
      if (own.length === 0) return centre;
      const mean = (axis: 0 | 1): number => own.reduce((sum, point) => sum + point[axis], 0) / own.length;
      return [mean(0), mean(1)] as const;
    });
    centres.forEach((centre, index) => trails[index]?.push(centre));
  }
  return { points: raw.map(([x, y]) => ({ x, y, group: nearest([x, y], centres) })), trails };
}

function nearest(point: readonly [number, number], centres: readonly (readonly [number, number])[]): number {
  let best = 0;
  let closest = Infinity;
  centres.forEach((centre, index) => {
    const distance = (point[0] - centre[0]) ** 2 + (point[1] - centre[1]) ** 2;
    if (distance < closest) {
      closest = distance;
      best = index;
    }
  });
  return best;
}

/** Uniform points of two classes, each pushed 0.5 from the line y = x along its normal. */
export function marginPicture(): readonly PicturePoint[] {
  const next = uniforms(8);
  const push = 0.5 / Math.SQRT2;
  return Array.from({ length: 190 }, () => {
    const x = next() * 10 - 5;
    const y = next() * 10 - 5;
    return y > x ? { x: x - push, y: y + push, group: 1 } : { x: x + push, y: y - push, group: 0 };
  });
}
