import type { NumberTarget } from './number-target';

/** Rows with every form of number that `NumberRows.take` reads by itself, and some that it leaves. */
export const SPECIMEN_ROWS = [
  '0,-2.5,0.12345678,x',
  '1234567,-12345678.25,12345,x',
  '-0.12345678987654321,1234567.8901234567,0.00098765432109876543,x',
  '1.5e-7,-2.5E+3,98765.9876543e-12,x',
  ',-0,NA,x',
  '0.1234567898765432109876,+1,0.5,x',
  '1,-0.5,x2,x',
  '1,2,007,x',
];

/** Column whose values nobody reads. */
export class SpecimenColumn implements NumberTarget {
  filled = 0;
  readonly #values = new Float64Array(16);

  constructor(readonly index: number) {}

  room(most: number): Float64Array {
    return this.#values.subarray(0, most);
  }

  took(rows: number): void {
    this.filled += rows;
  }

  numberAt(): number {
    return NaN;
  }
}
