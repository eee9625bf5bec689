import { describe, expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import { Rng } from '../../../algorithms/numeric/rng';
import { nearestDouble } from './nearest-double';

/** Digits with an exponent, as a reader hands them on. */
function readDigits(digits: string, power: number): number {
  const head = digits.slice(0, 9);
  const tail = digits.slice(9, 24);
  const cut = digits.length - head.length - tail.length;
  return nearestDouble(
    Number(head),
    Number(tail),
    tail.length,
    power + cut,
    cut > 0 && /[1-9]/.test(digits.slice(24)),
  );
}

const drawDigits = (rng: Rng, count: number): string =>
  Array.from({ length: count }, () => String(rng.integer(10))).join('');

describe('nearestDouble', () => {
  it('is Number() of the same digits, or not certain', () => {
    const rng = new Rng(11);
    const wrong: string[] = [];
    let uncertain = 0;
    for (let round = 0; round < 300_000; round++) {
      const digits = drawDigits(rng, 1 + rng.integer(30));
      const power = rng.integer(2) === 0 ? rng.integer(60) - 45 : rng.integer(700) - 350;
      const value = readDigits(digits, power);
      if (Number.isNaN(value)) uncertain += Math.abs(power) < 240 ? 1 : 0;
      else if (!Object.is(value, Number(`${digits}e${power}`))) wrong.push(`${digits}e${power}`);
    }
    expect(wrong).toEqual([]);
    // The middles of two doubles among numbers of 16 to 18 digits.
    expect(uncertain).toBeLessThan(600);
  });

  it('gives back every double that is written in full', () => {
    const rng = new Rng(12);
    const words = new Uint32Array(2);
    const [number] = [new Float64Array(words.buffer)];
    const wrong: string[] = [];
    for (let round = 0; round < 200_000; round++) {
      // Exponents of doubles from 1e-250 to 1e250.
      words[0] = rng.integer(2 ** 32);
      words[1] = ((1023 - 830 + rng.integer(1660)) << 20) | rng.integer(2 ** 20);
      const [digits = '', power = ''] = at(number, 0).toExponential(16).split('e');
      const value = readDigits(digits.replace('.', ''), Number(power) - 16);
      if (value !== number[0]) wrong.push(String(number[0]));
    }
    expect(wrong).toEqual([]);
  });

  it('rounds whole numbers in the middle of two doubles to the even one, and right beside it', () => {
    const rng = new Rng(13);
    for (let round = 0; round < 4000; round++) {
      // Odd multiples of half a unit in the last place, from 2^53 up.
      const double = BigInt(2 ** 53 + 2 * rng.integer(2 ** 52));
      const middle = (double + 1n).toString();
      for (const digits of [middle, `${middle}0000001`, `${double.toString()}9999999`]) {
        const value = readDigits(digits, middle.length - digits.length);
        expect(value).toBe(Number(`${digits}e${middle.length - digits.length}`));
      }
      // Over a power of ten as well, but there the middle is not told from what lies beside it.
      for (const digits of [`${middle}00001`, `${double.toString()}99999`]) {
        expect(readDigits(digits, -5)).toBe(Number(`${digits}e-5`));
      }
      expect(readDigits(`${middle}00000`, -5)).toBeNaN();
    }
  });

  it('knows zero, and leaves what is out of range to others', () => {
    expect(nearestDouble(0, 0, 3, 999, false)).toBe(0);
    expect(nearestDouble(1, 0, 0, 300, false)).toBeNaN();
    expect(nearestDouble(1, 0, 0, -300, false)).toBeNaN();
    expect(nearestDouble(1, 5, 1, 22, false)).toBe(15e22);
  });
});
