import { describe, expect, it } from 'vitest';
import { Order } from './order';

const slot = (bed: string, need: number) => ({ patient: `p${bed}`, bed, need });

describe('the order of the wall', () => {
  it('is by need, then by bed as people count', () => {
    expect(new Order().of([slot('10', 0), slot('2', 0), slot('3', 5)], 0)).toEqual(['p3', 'p2', 'p10']);
  });

  it('moves a tile forward at once', () => {
    const order = new Order();
    order.of([slot('1', 0), slot('2', 0)], 0);
    expect(order.of([slot('1', 0), slot('2', 7)], 1)).toEqual(['p2', 'p1']);
  });

  it('moves it back only after 20 s of calm', () => {
    const order = new Order();
    order.of([slot('1', 0), slot('2', 7)], 0);
    expect(order.of([slot('1', 0), slot('2', 0)], 19_999)).toEqual(['p2', 'p1']);
    expect(order.of([slot('1', 0), slot('2', 0)], 20_000)).toEqual(['p1', 'p2']);
  });

  it('does not shuffle when a value hovers at its limit', () => {
    const order = new Order();
    for (let s = 0; s < 120; s++) {
      const beds = order.of([slot('1', 0), slot('2', s % 10 === 0 ? 5 : 0)], s * 1_000);
      expect(beds).toEqual(['p2', 'p1']);
    }
  });
});
