import { describe, expect, it } from 'vitest';
import { at, present } from '../../../../src-shared/present';
import type { PointSample } from '../../../../src-shared/run/live/frames';
import { FakeApi } from '../../../testing/fake-api';
import { MarginLab } from './margin-lab.svelte';

const sample: PointSample = {
  features: ['a', 'b'],
  target: 'c',
  totalRows: 3,
  count: 3,
  values: Float64Array.of(0, 1, 2, 3, 4, 5),
  targets: Float64Array.of(0, 1, 1),
  classes: ['no', 'yes'],
};

interface FitRequest {
  readonly C: number;
  readonly points: number[][];
  readonly classes: number[];
}

function lab(): { lab: MarginLab; requests: FitRequest[] } {
  const fake = new FakeApi();
  const requests: FitRequest[] = [];
  fake.answer('runsWhatIf', (request: FitRequest) => {
    requests.push(request);
    return {
      coef: Float64Array.of(request.C, 1),
      intercept: 0,
      objective: 1,
      dualityGap: 0,
      accuracy: 1,
      marginWidth: 2,
    };
  });
  return { lab: new MarginLab(fake.api, 'run', sample, 1), requests };
}

/** Lets all answers in. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('the margin lab', () => {
  it('asks for the line of the run as it stands, then of a moved and an added point', async () => {
    const { lab: own, requests } = lab();
    await settled();
    expect(requests).toEqual([
      {
        id: 'run',
        C: 1,
        points: [
          [0, 1],
          [2, 3],
          [4, 5],
        ],
        classes: [0, 1, 1],
      },
    ]);
    expect(own.isChanged).toBe(false);
    own.move(1, 9, 9);
    expect(own.add(7, 7, 0)).toBe(3);
    await settled();
    expect(requests[requests.length - 1]).toMatchObject({
      points: [
        [0, 1],
        [9, 9],
        [4, 5],
        [7, 7],
      ],
      classes: [0, 1, 1, 0],
    });
    expect(own.isChanged).toBe(true);
    own.remove(3);
    own.move(1, 2, 3);
    expect(own.isChanged).toBe(false);
  });

  it('drops what a drag has overtaken: one request at a time, the newest next', async () => {
    const { lab: own, requests } = lab();
    for (let i = 1; i <= 50; i++) own.move(0, i, i);
    await settled();
    expect(requests.length).toBeLessThanOrEqual(3);
    expect(at(requests, requests.length - 1).points[0]).toEqual([50, 50]);
  });

  it('keeps the lines of earlier Cs, each once, and lets go of them on reset', async () => {
    const { lab: own } = lab();
    await settled();
    for (const C of [10, 100, 10]) {
      own.keepGhost();
      own.setC(C);
      await settled();
    }
    expect(own.ghosts.map((ghost) => ghost.C)).toEqual([1, 10, 100]);
    for (const C of [2, 3, 4, 5, 6]) {
      own.keepGhost();
      own.setC(C);
      await settled();
    }
    expect(own.ghosts.map((ghost) => ghost.C)).toEqual([1, 2, 3, 4, 5]);
    own.reset();
    await settled();
    expect(own.ghosts).toEqual([]);
    expect(own.C).toBe(1);
    expect(present(own.fit).coef[0]).toBe(1);
  });
});
