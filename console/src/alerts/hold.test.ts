import { describe, expect, it } from 'vitest';
import { held } from './hold';

describe('a held order', () => {
  it('is the order that is wanted when nothing has changed', () => {
    expect(held(['a', 'b'], ['a', 'b'])).toEqual({ order: ['a', 'b'], changes: 0 });
  });

  it('keeps every place when the need has changed, and counts what would move', () => {
    expect(held(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual({ order: ['a', 'b', 'c'], changes: 1 });
    expect(held(['a', 'b', 'c'], ['c', 'b', 'a'])).toEqual({ order: ['a', 'b', 'c'], changes: 2 });
  });

  it('shows what comes at the end, wherever it belongs', () => {
    expect(held(['a', 'b'], ['x', 'a', 'b'])).toEqual({ order: ['a', 'b', 'x'], changes: 1 });
    expect(held(['a', 'b'], ['a', 'b', 'x'])).toEqual({ order: ['a', 'b', 'x'], changes: 0 });
  });

  it('keeps the place of what has gone, so that what is below does not come up', () => {
    expect(held(['a', 'b', 'c'], ['c'])).toEqual({ order: ['a', 'b', 'c'], changes: 2 });
  });

  it('moves nothing, whatever comes and goes', () => {
    const shown = ['a', 'b', 'c', 'd'];
    let order: readonly string[] = shown;
    for (const wanted of [['d', 'a'], ['x', 'd', 'c'], ['y', 'x'], ['b', 'a', 'y']]) {
      order = held(order, wanted).order;
      expect(order.slice(0, shown.length)).toEqual(shown);
      expect(new Set(order).size).toBe(order.length);
    }
  });
});
