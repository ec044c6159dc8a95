import { describe, expect, it } from 'vitest';
import { Trend } from './trend';

function add(trend: Trend, vital: 'hr' | 'rr', s: number, text: string): void {
  trend.add({ vital, text, t: s * 1000 });
}

describe('a trend', () => {
  it('is in order of event time whatever order samples came in', () => {
    const trend = new Trend(300);
    for (const s of [3, 1, 2, 2]) add(trend, 'hr', s, String(60 + s));
    expect(trend.columns(['hr'], 0)).toEqual([[1, 2, 3], [61, 62, 63]]);
  });

  it('lets a line go on where another vital was sampled in between', () => {
    const trend = new Trend(300);
    add(trend, 'hr', 1, '60');
    add(trend, 'rr', 2, '15');
    add(trend, 'hr', 3, '61');
    expect(trend.columns(['hr', 'rr'], 0)).toEqual([[1, 2, 3], [60, undefined, 61], [undefined, 15, undefined]]);
  });

  it('breaks where no sample came for more than 15 s', () => {
    const trend = new Trend(300);
    add(trend, 'hr', 1, '60');
    add(trend, 'hr', 16, '61');
    add(trend, 'hr', 32, '62');
    expect(trend.columns(['hr'], 0)).toEqual([[1, 16, 17, 32], [60, 61, null, 62]]);
  });

  it('breaks one vital while another goes on', () => {
    const trend = new Trend(300);
    for (let s = 0; s <= 20; s += 10) add(trend, 'rr', s, '15');
    add(trend, 'hr', 0, '60');
    add(trend, 'hr', 20, '61');
    expect(trend.columns(['hr'], 0)).toEqual([[0, 10, 20], [60, null, 61]]);
  });

  it('leaves out what is no number, and forgets the past', () => {
    const trend = new Trend(60);
    add(trend, 'hr', 0, 'NaN');
    for (let s = 1; s <= 1_000; s++) add(trend, 'hr', s, '60');
    const [times] = trend.columns(['hr'], 0);
    expect(times.length).toBeLessThan(60 + 2 * 64);
    expect(times.at(-1)).toBe(1_000);
  });
});
