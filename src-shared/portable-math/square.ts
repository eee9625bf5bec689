/** x times x. `x ** 2` may be the system's power, which need not round to that. */
export function square(x: number): number {
  return x * x;
}
