import { describe, expect, it } from 'vitest';
import { around, between, grainOf, LEAST_MS, lengthOf, LENGTHS_MS, MOST_MS, moved, upToNow, Zoom } from './span';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const HOUR = 3_600_000;

describe('a span', () => {
  it('of up to an hour and a half is drawn of readings, a longer one of minutes', () => {
    expect(LENGTHS_MS.map((ms) => grainOf(upToNow(ms, NOW)))).toEqual(['readings', 'readings', 'minutes', 'minutes', 'minutes']);
  });

  it('that is live moves with the clock, one of the past does not', () => {
    expect(moved(upToNow(HOUR, NOW), NOW + 5_000)).toEqual({ fromMs: NOW + 5_000 - HOUR, toMs: NOW + 5_000, live: true });
    const past = between(NOW - 2 * HOUR, NOW - HOUR, NOW);
    expect(moved(past, NOW + 5_000)).toBe(past);
  });

  it('that is dragged has at least five minutes and at most seven days, either way round', () => {
    expect(lengthOf(between(NOW - 1_000, NOW - 2_000, NOW))).toBe(LEAST_MS);
    expect(lengthOf(between(0, NOW, NOW))).toBe(MOST_MS);
    expect(between(NOW - HOUR, NOW - 2 * HOUR, NOW)).toEqual(between(NOW - 2 * HOUR, NOW - HOUR, NOW));
  });

  it('never reaches into the future', () => {
    expect(between(NOW - 1_000, NOW + 1_000, NOW)).toEqual({ fromMs: NOW - LEAST_MS, toMs: NOW, live: false });
    expect(around(NOW, HOUR, NOW).toMs).toBe(NOW);
  });
});

describe('zooming', () => {
  it('goes back step by step to a span that is live again', () => {
    const zoom = new Zoom(upToNow(HOUR, NOW));
    zoom.into(between(NOW - HOUR, NOW - HOUR / 2, NOW));
    zoom.into(between(NOW - HOUR, NOW - HOUR * 0.75, NOW));
    zoom.back(NOW + 60_000);
    expect(lengthOf(zoom.shown)).toBe(HOUR / 2);
    zoom.back(NOW + 60_000);
    expect(zoom.shown).toEqual(upToNow(HOUR, NOW + 60_000));
    expect(zoom.canGoBack).toBe(false);
    zoom.back(NOW + 60_000);
    expect(zoom.shown).toEqual(upToNow(HOUR, NOW + 60_000));
  });

  it('moves through time and stops at the present', () => {
    const zoom = new Zoom(upToNow(HOUR, NOW));
    zoom.shift(-0.5, NOW);
    expect(zoom.shown).toEqual({ fromMs: NOW - 1.5 * HOUR, toMs: NOW - HOUR / 2, live: false });
    zoom.shift(3, NOW);
    expect(zoom.shown).toEqual(upToNow(HOUR, NOW));
  });

  it('comes closer around the middle, or up to the present', () => {
    const live = new Zoom(upToNow(HOUR, NOW));
    live.scale(0.5, NOW);
    expect(live.shown).toEqual(upToNow(HOUR / 2, NOW));
    const past = new Zoom(between(NOW - 3 * HOUR, NOW - HOUR, NOW));
    past.scale(0.5, NOW);
    expect(past.shown).toEqual({ fromMs: NOW - 2.5 * HOUR, toMs: NOW - 1.5 * HOUR, live: false });
  });
});
