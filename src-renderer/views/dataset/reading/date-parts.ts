import { DATE_PARTS, type DatePart } from '../../../../src-shared/dataset/schema';

/**
 * Parts of a date after one was chosen or taken away, in the schema's order; undefined for the days
 * elapsed alone, which is what a date is without a choice.
 */
export function partsAfter(
  chosen: readonly DatePart[],
  part: DatePart,
  isChosen: boolean,
): DatePart[] | undefined {
  const parts = DATE_PARTS.filter((one) => (one === part ? isChosen : chosen.includes(one)));
  return parts.length === 0 || (parts.length === 1 && parts[0] === 'elapsed') ? undefined : parts;
}
