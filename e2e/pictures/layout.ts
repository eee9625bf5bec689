import type { Page } from '@playwright/test';

/** What a person would call broken, found in the page as it stands; each as one line. */
export interface LayoutFindings {
  /** None of these is let pass. */
  readonly broken: readonly string[];
  /** Text that is cut, and can be read in a tooltip. */
  readonly cut: readonly string[];
}

/**
 * Looks through the page for what lies outside the window, sideways scrolling of the page, text that is cut
 * without a tooltip, and controls of less than 24 px.
 */
export function findLayoutProblems(page: Page): Promise<LayoutFindings> {
  return page.evaluate(() => {
    const SMALLEST_PX = 24;
    const CONTROLS =
      'button, input, textarea, [role=tab], [role=radio], [role=menuitem], [role=option], [role=slider], [role=separator][tabindex]';
    const broken: string[] = [];
    const cut: string[] = [];

    const name = (element: Element): string => {
      const text = (element.getAttribute('aria-label') ?? element.textContent ?? '')
        .replace(/\s+/gu, ' ')
        .trim();
      const classes = [...element.classList].filter((word) => !word.startsWith('svelte-')).join('.');
      return `${element.localName}${classes === '' ? '' : `.${classes}`} “${text.slice(0, 50)}”`;
    };
    const isHidden = (element: Element): boolean => {
      const { visibility, clipPath, opacity } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      if (visibility !== 'visible' || width <= 1 || height <= 1 || opacity === '0') return true;
      return clipPath !== 'none' || element.closest('.visually-hidden, [aria-hidden=true], [inert]') !== null;
    };
    /** What can be scrolled sideways is not lost. */
    const scrolls = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
        const { overflowX } = getComputedStyle(at);
        if (overflowX === 'auto' || overflowX === 'scroll') return true;
      }
      return false;
    };

    const { scrollWidth } = document.scrollingElement ?? document.body;
    if (Math.max(scrollWidth, document.body.scrollWidth) > innerWidth)
      broken.push(`the page scrolls sideways: ${scrollWidth} px in ${innerWidth} px`);
    for (const region of document.querySelectorAll('main, main .view-body, nav'))
      if (region.scrollWidth > region.clientWidth + 1)
        broken.push(
          `${name(region).slice(0, 40)} scrolls sideways: ${region.scrollWidth} in ${region.clientWidth} px`,
        );

    for (const element of document.body.querySelectorAll(CONTROLS)) {
      if (isHidden(element)) continue;
      const { left, right, width, height } = element.getBoundingClientRect();
      // What is inside a line of text is as high as the line.
      const isInText = getComputedStyle(element).display === 'inline';
      if (!isInText && (width < SMALLEST_PX - 0.5 || height < SMALLEST_PX - 0.5))
        broken.push(`${Math.round(width)} x ${Math.round(height)} px: ${name(element)}`);
      if ((right > innerWidth + 1 || left < -1) && !scrolls(element))
        broken.push(`outside the window, ${Math.round(left)} to ${Math.round(right)}: ${name(element)}`);
    }

    for (const element of document.body.querySelectorAll('body *')) {
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      if (!hasText || isHidden(element) || element instanceof HTMLTextAreaElement) continue;
      for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
        const { overflowX, display } = getComputedStyle(at);
        if (overflowX === 'auto' || overflowX === 'scroll') break;
        if (overflowX === 'visible' || display.startsWith('inline')) continue;
        if (at.scrollWidth <= at.clientWidth + 1) break;
        const isTold = at.closest('.clip, [data-tip]') !== null;
        (isTold ? cut : broken).push(`cut at ${at.clientWidth} of ${at.scrollWidth} px: ${name(element)}`);
        break;
      }
    }
    return { broken: [...new Set(broken)], cut: [...new Set(cut)] };
  });
}
