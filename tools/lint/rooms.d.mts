export interface CrossedBorder {
  readonly zone: string;
  readonly from: string;
  readonly to: string;
}
type Rooms = Readonly<Record<string, readonly string[]>>;
export const ROOMS: Readonly<Record<string, Rooms>>;
export function crossedBorder(
  file: string,
  specifier: string,
  table?: Readonly<Record<string, Rooms>>,
): CrossedBorder | null;
