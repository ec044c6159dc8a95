import type { Directive } from 'vue';

/** Half of an alert's line must be inside the window to count as seen. */
const PART = 0.5;

export interface Sighting {
  /** What is looked for: another key is another sight. */
  readonly key: string;
  readonly seen: () => void;
}

/**
 * Notices what is really on a screen: inside the window, of a page that is not hidden. One
 * observer for all elements.
 */
export class Sight {
  private readonly watched = new Map<Element, Sighting>();
  private readonly inside = new Set<Element>();
  private readonly observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.inside.add(target);
      else this.inside.delete(target);
      this.look(target);
    }
  }, { threshold: PART });

  constructor() {
    document.addEventListener('visibilitychange', () => {
      for (const element of this.inside) this.look(element);
    });
  }

  watch(element: Element, sighting: Sighting): void {
    const known = this.watched.get(element);
    this.watched.set(element, sighting);
    if (!known) this.observer.observe(element);
    else if (known.key !== sighting.key) this.look(element);
  }

  leave(element: Element): void {
    this.watched.delete(element);
    this.inside.delete(element);
    this.observer.unobserve(element);
  }

  private look(element: Element): void {
    if (this.inside.has(element) && document.visibilityState === 'visible') {
      this.watched.get(element)?.seen();
    }
  }
}

let sight: Sight | null = null;

/** `v-sight="{ key, seen }"`: calls `seen` when the element is on the screen, again per key. */
export const vSight: Directive<HTMLElement, Sighting> = {
  mounted: (element, { value }) => (sight ??= new Sight()).watch(element, value),
  updated: (element, { value }) => sight?.watch(element, value),
  beforeUnmount: (element) => sight?.leave(element),
};
