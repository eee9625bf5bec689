/**
 * The class that a class weight is given for: the one of that name, else the only one whose number is
 * equal, as "0" names "0.0"; -1 where there is none or several are equal.
 * @param classes of the target: numbers, or the texts of its cells
 */
export function classNamed(name: string, classes: readonly (number | string)[]): number {
  const exact = classes.findIndex((one) => String(one) === name);
  const number = name.trim() === '' ? NaN : Number(name);
  if (exact >= 0 || Number.isNaN(number)) return exact;
  const equal = classes.flatMap((one, index) =>
    String(one).trim() !== '' && Number(one) === number ? [index] : [],
  );
  return equal.length === 1 ? equal[0] : -1;
}
