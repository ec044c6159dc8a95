import { describe, expect, it } from 'vitest';
import { lonely } from './charts';
import { Minutes } from './minutes';
import { lowest, Samples } from './samples';

const T = Date.parse('2026-11-21T10:00:00Z');
const put = (s: number, values: object): Record<string, unknown> => ({ readings: [{ t: new Date(T + s * 1000).toISOString(), ...values }] });
const at = (s: number): number => T / 1000 + s;

describe('samples', () => {
  const of = (...puts: Record<string, unknown>[]): Samples => {
    const samples = new Samples();
    puts.forEach((one) => samples.take(one));
    return samples;
  };

  it('stand in order of event time, whatever order they came in', () => {
    const samples = of(put(2, { hr: 72 }), put(0, { hr: 70 }), put(1, { hr: 71 }), put(1, { hr: 171 }));
    expect(samples.columns(['hr'], T, T + 9_000)).toEqual([[at(0), at(1), at(2)], [70, 171, 72]]);
  });

  it('break the line where nothing came, later for what is measured now and then', () => {
    const samples = of(put(0, { hr: 70, temp: 37 }), put(20, { hr: 72, temp: 37.1 }), put(20 + 601, { temp: 37.2 }));
    expect(samples.columns(['hr'], T, T + 60_000)).toEqual([[at(0), at(0.001), at(20)], [70, null, 72]]);
    expect(samples.columns(['temp'], T, T + 900_000)[1]).toEqual([37, 37.1, null, 37.2]);
  });

  it('go when they are taken back, and change when they are corrected', () => {
    const samples = of(put(0, { hr: 70, spo2: 97 }), put(1, { hr: 71 }),
      put(0, { hr: 70, status: 'enteredInError' }), put(1, { hr: 77, status: 'corrected' }));
    expect(samples.columns(['hr'], T, T + 9_000)).toEqual([[at(1)], [77]]);
    expect(samples.columns(['spo2'], T, T + 9_000)[1]).toEqual([97]);
  });

  it('of two pressures share their times', () => {
    const samples = of(put(0, { sbp: 120, dbp: 80 }), put(60, { sbp: 118 }));
    expect(samples.columns(['sbp', 'dbp'], T, T + 90_000)).toEqual([[at(0), at(60)], [120, 118], [80, null]]);
  });

  it('before a moment can be let go', () => {
    const samples = of(put(0, { hr: 70 }), put(5, { hr: 71 }));
    samples.forgetBefore(T + 5_000);
    expect(samples.columns(['hr'], T, T + 9_000)).toEqual([[at(5)], [71]]);
  });

  it('are found by halving', () => {
    expect([0, 1, 2, 3, 9].map((ms) => lowest([1, 2, 3], ms))).toEqual([0, 0, 1, 2, 3]);
    expect(lowest([], 1)).toBe(0);
  });
});

describe('minutes', () => {
  const window = (minute: number, mean: number, more: object = {}): Record<string, unknown> => ({
    vital: 'hr', size: 'MINUTE', start: new Date(T + minute * 60_000).toISOString(), mean, min: mean - 3, max: mean + 3,
    covered: 60, revision: 0, ...more,
  });
  const hour = (...windows: Record<string, unknown>[]): Minutes => {
    const minutes = new Minutes(T, 60);
    windows.forEach((one) => minutes.take(one));
    return minutes;
  };
  const means = (minutes: Minutes): (number | null)[] => minutes.columns('hr', T, T + 3_600_000).mean;

  it('take the highest revision, in any order', () => {
    expect(means(hour(window(0, 70), window(0, 72, { revision: 2 }), window(0, 71, { revision: 1 })))).toEqual([72]);
  });

  it('break the line where a minute is missing', () => {
    const columns = hour(window(0, 70), window(1, 71), window(4, 74)).columns('hr', T, T + 3_600_000);
    expect(columns.mean).toEqual([70, 71, null, 74]);
    expect(columns.s[0]).toBe(T / 1000 + 30);
    expect(columns.s[2]).toBe(T / 1000 + 150);
  });

  it('say how much of them is known', () => {
    expect(hour(window(0, 70, { covered: 41 }), window(1, 70, { covered: undefined })).columns('hr', T, T + 90_000).covered)
      .toEqual([41, 0]);
  });

  it('outside the span, of hours, or without numbers are nothing', () => {
    expect(means(hour(window(-1, 70), window(60, 70), window(1, 70, { size: 'HOUR' }), window(2, 70, { min: 'x' })))).toEqual([]);
    expect(new Minutes(T, 60).holds(T + 3_599_999)).toBe(true);
    expect(new Minutes(T, 60).holds(T + 3_600_000)).toBe(false);
  });
});

describe('a dot', () => {
  it('marks what has nothing on either side', () => {
    expect(lonely([70, null, 71, 72, null, 73, undefined])).toEqual([0, 5]);
  });
});
