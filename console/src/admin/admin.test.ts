import { describe, expect, it } from 'vitest';
import { between, durationText, lookOf, rate, within } from './health';
import { idsIn, textIn } from './list';

const look = (at: string, end: number, counts: readonly number[]) => lookOf({
  at, alerts: { lag: 2, end, oldest: null, partitions: [{ partition: 0, committed: 3, end, lag: 2 }] }, push: { lag: null },
  hops: [{ hop: 'push', measured: true, count: counts.at(-1), buckets: counts.map((count, i) => ({ leMs: 10 ** (i + 1), count })) }],
});

describe('stream health', () => {
  const first = look('2026-11-22T10:00:00Z', 100, [10, 10, 10]);
  const second = look('2026-11-22T10:00:10Z', 150, [10, 109, 110]);

  it('tells rates and quantiles of the time between two looks', () => {
    expect(rate(first, second)).toBe(5);
    expect(rate(second, first)).toBeNull();
    const hop = between(first.hops[0], second.hops[0]!);
    expect(hop.count).toBe(100);
    expect(within(hop, 0.5)).toBe(100);
    expect(within(hop, 0.995)).toBe(1000);
    expect(within(between(second.hops[0], second.hops[0]!), 0.5)).toBeNull();
  });

  it('begins anew with a process that did, and says so beyond the last bucket', () => {
    expect(between(second.hops[0], first.hops[0]!).count).toBe(10);
    expect(within({ hop: 'x', measured: true, count: 4, buckets: [{ leMs: 5, count: 1 }] }, 0.5)).toBe(Infinity);
    expect(second.pushLag).toBeNull();
    expect(second.begun).toBe(true);
  });

  it('is short', () => {
    expect(durationText(8)).toBe('8 ms');
    expect(durationText(1_500)).toBe('1.5 s');
    expect(durationText(42_000)).toBe('42 s');
  });
});

describe('lists', () => {
  it('finds in everything a row says', () => {
    expect(textIn({ a: 'Ada', b: [1, { c: null }] })).toBe('ada 1 ');
    expect(idsIn(' icu-1, icu-2  icu-1')).toEqual(['icu-1', 'icu-2']);
  });
});
