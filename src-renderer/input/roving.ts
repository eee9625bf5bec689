/**
 * Arrow keys, Home and End among the siblings of a composite control (tabs, radio group, menu):
 * moves focus, wraps around, and calls back with the element that got it.
 * @returns whether the key was one of them
 */
export function rovingKey(
  event: KeyboardEvent,
  selector: string,
  onmove: (element: HTMLElement) => void,
): boolean {
  const root = event.currentTarget as HTMLElement;
  const items = [...root.querySelectorAll<HTMLElement>(selector)];
  const current = items.indexOf(document.activeElement as HTMLElement);
  const next = nextIndex(event.key, current, items.length);
  const element = next === null ? undefined : items[next];
  if (element === undefined) return false;
  event.preventDefault();
  event.stopPropagation();
  element.focus();
  onmove(element);
  return true;
}

/** Where a key leads among `count` items; null for any other key. */
export function nextIndex(key: string, current: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (current + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return current <= 0 ? count - 1 : current - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
