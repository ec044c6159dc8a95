import type { Directive } from 'vue';

/**
 * Makes every alarm of a priority flash at the same instant: many tiles out of step would be both
 * restless and, together, faster than the three flashes a second that are safe to look at.
 */
export const vInStep: Directive<HTMLElement, unknown> = {
  mounted: align,
  updated: (element, { value, oldValue }) => {
    if (value !== oldValue) align(element);
  },
};

function align(element: HTMLElement): void {
  requestAnimationFrame(() => {
    for (const animation of element.getAnimations({ subtree: true })) animation.startTime = 0;
  });
}
