/** Where a popup is mounted: a modal dialog lies over everything that is not in it. */
export function popupHost(anchor: Element): Element {
  return anchor.closest('dialog[open]') ?? document.body;
}
