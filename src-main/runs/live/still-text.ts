/** What is told of a worker that has not moved for a while. @param name of its run; null: it answers questions */
export function stillText(name: string | null, seconds: number): string {
  return name === null
    ? `Reading data or drawing has not moved for ${seconds} s: cancel it, or end Benchtop; runs that train go on.`
    : `“${name}” has not moved for ${seconds} s: it may be in one long step. Stop ends it, with its last checkpoint.`;
}

/** What is told when it moves again. */
export function movingText(name: string | null): string {
  return name === null ? 'Reading data or drawing goes on.' : `“${name}” goes on.`;
}
