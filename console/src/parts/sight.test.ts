import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sight } from './sight';

class FakeObserver {
  static newest: FakeObserver;
  readonly observed = new Set<Element>();

  constructor(private readonly tell: (entries: object[]) => void) {
    FakeObserver.newest = this;
  }

  observe(element: Element): void { this.observed.add(element); }
  unobserve(element: Element): void { this.observed.delete(element); }
  move(target: Element, isIntersecting: boolean): void { this.tell([{ target, isIntersecting }]); }
}

describe('a sight', () => {
  const row = {} as Element;
  const page = { visibilityState: 'visible', changed: (): void => undefined,
    addEventListener: (_: string, listener: () => void): void => { page.changed = listener; } };
  let sight: Sight;
  let seen: string[];

  beforeEach(() => {
    page.visibilityState = 'visible';
    vi.stubGlobal('document', page);
    vi.stubGlobal('IntersectionObserver', FakeObserver);
    seen = [];
    sight = new Sight();
  });
  afterEach(() => vi.unstubAllGlobals());

  const watch = (key: string): void => sight.watch(row, { key, seen: () => { seen.push(key); } });

  it('is had when the row comes into the window, not before', () => {
    watch('a 1');
    expect(seen).toEqual([]);
    FakeObserver.newest.move(row, true);
    expect(seen).toEqual(['a 1']);
  });

  it('is not had on a hidden page, until it is shown', () => {
    page.visibilityState = 'hidden';
    watch('a 1');
    FakeObserver.newest.move(row, true);
    expect(seen).toEqual([]);
    page.visibilityState = 'visible';
    page.changed();
    expect(seen).toEqual(['a 1']);
  });

  it('is had again when the row in the window shows something else', () => {
    watch('a 1');
    FakeObserver.newest.move(row, true);
    watch('a 1');
    watch('a 2');
    expect(seen).toEqual(['a 1', 'a 2']);
  });

  it('is not had of a row that has left the window or the page', () => {
    watch('a 1');
    FakeObserver.newest.move(row, true);
    FakeObserver.newest.move(row, false);
    watch('a 2');
    sight.leave(row);
    page.changed();
    expect(seen).toEqual(['a 1']);
    expect(FakeObserver.newest.observed.size).toBe(0);
  });
});
