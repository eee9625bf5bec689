/** A row that waits to be written. */
interface HeldRow {
  readonly step: number;
  /** Seconds since 1970. */
  readonly wallTime: number;
}

/**
 * Rows that wait to be written, in the order in which they are logged. They lie in columns of numbers: as objects,
 * millions of them would be moved through the collector's generations before they are written.
 */
export class HeldRows {
  /** Names of the values, by their number. */
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By the number of a name: which row, counted from the beginning on, had it last. */
  readonly #lastRows: number[] = [];
  /** Rows that were put in so far. */
  #rows = 0;
  #steps = new Float64Array(1024);
  #wallTimes = new Float64Array(1024);
  /** Where the values of a row end. */
  #ends = new Int32Array(1024);
  #valueNames = new Int32Array(1024);
  #values = new Float64Array(1024);
  /** Places of the first row that waits, of its first value, and of the next row and value. */
  #first = 0;
  #firstValue = 0;
  #next = 0;
  #nextValue = 0;

  /** How many wait. */
  get count(): number {
    return this.#next - this.#first;
  }

  /** Step of the first that waits. */
  get firstStep(): number | undefined {
    return this.count === 0 ? undefined : this.#steps[this.#first];
  }

  /** The number of a name. */
  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.push(name) - 1;
    this.#numbers.set(name, number);
    this.#lastRows.push(-1);
    return number;
  }

  /** Puts a value into the last row that waits, where that is of this step and has none of this name yet; else into a new one. */
  put(step: number, wallTime: number, name: number, value: number): void {
    const isSame =
      this.count > 0 && this.#steps[this.#next - 1] === step && this.#lastRows[name] !== this.#rows - 1;
    if (!isSame) this.#newRow(step, wallTime);
    if (this.#nextValue === this.#values.length) {
      this.#valueNames = longer(this.#valueNames, new Int32Array(2 * this.#values.length));
      this.#values = longer(this.#values, new Float64Array(2 * this.#values.length));
    }
    this.#valueNames[this.#nextValue] = name;
    this.#values[this.#nextValue] = value;
    this.#nextValue += 1;
    this.#ends[this.#next - 1] = this.#nextValue;
    this.#lastRows[name] = this.#rows - 1;
  }

  /** Hands out the first row that waits, value by value. */
  take(onValue: (name: number, value: number) => void): HeldRow {
    const row = { step: this.#steps[this.#first]!, wallTime: this.#wallTimes[this.#first]! };
    const end = this.#ends[this.#first]!;
    for (let i = this.#firstValue; i < end; i++) onValue(this.#valueNames[i]!, this.#values[i]!);
    this.#first += 1;
    this.#firstValue = end;
    if (this.#first === this.#next) this.#first = this.#firstValue = this.#next = this.#nextValue = 0;
    return row;
  }

  #newRow(step: number, wallTime: number): void {
    if (this.#next === this.#steps.length) this.#makeRoom();
    this.#steps[this.#next] = step;
    this.#wallTimes[this.#next] = wallTime;
    this.#next += 1;
    this.#rows += 1;
  }

  /** Moves what waits to the front, or where that is most of it, to longer columns. */
  #makeRoom(): void {
    const { length } = this.#steps;
    if (this.#first < length / 2) {
      this.#steps = longer(this.#steps, new Float64Array(2 * length));
      this.#wallTimes = longer(this.#wallTimes, new Float64Array(2 * length));
      this.#ends = longer(this.#ends, new Int32Array(2 * length));
      return;
    }
    for (const column of [this.#steps, this.#wallTimes, this.#ends])
      column.copyWithin(0, this.#first, this.#next);
    for (const column of [this.#valueNames, this.#values])
      column.copyWithin(0, this.#firstValue, this.#nextValue);
    this.#next -= this.#first;
    this.#nextValue -= this.#firstValue;
    for (let row = 0; row < this.#next; row++) this.#ends[row]! -= this.#firstValue;
    this.#first = this.#firstValue = 0;
  }
}

function longer<T extends Float64Array | Int32Array>(column: T, into: T): T {
  into.set(column);
  return into;
}
