import { describe, expect, it } from 'vitest';
import type { Priority } from '../ward/alerts';
import { beginnings, BOUNDS, BURSTS, type Burst } from './burst';

const PRIORITIES: readonly Priority[] = ['HIGH', 'MEDIUM', 'LOW'];

function spacings({ pulses }: Burst): number[] {
  return pulses.slice(1).map((pulse, i) => pulse.at - pulses[i]!.at - pulses[i]!.duration);
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least - 1e-9 && value <= most + 1e-9;
}

describe('bursts', () => {
  it.each(PRIORITIES)('of %s have as many pulses as the standard says, each as long and as high', (priority) => {
    const { pulses } = BURSTS[priority];
    expect(pulses).toHaveLength(BOUNDS[priority].pulses);
    for (const { duration, frequency } of pulses) {
      expect(within(duration, BOUNDS[priority].duration)).toBe(true);
      expect(within(frequency, [150, 1000])).toBe(true);
    }
  });

  it('of HIGH are c e g – g C, twice', () => {
    const notes = BURSTS.HIGH.pulses.map((pulse) => Math.round(pulse.frequency));
    expect(notes).toEqual([262, 330, 392, 392, 523, 262, 330, 392, 392, 523]);
  });

  it('of HIGH are spaced x x 2x+t x, a longer silence, and the same again', () => {
    const gaps = spacings(BURSTS.HIGH);
    const [x] = gaps as [number];
    expect(within(x, BOUNDS.HIGH.spacing)).toBe(true);
    const long = 2 * x + BURSTS.HIGH.pulses[0]!.duration;
    const half = [x, x, long, x];
    [...half, gaps[4]!, ...half].forEach((gap, i) => expect(gaps[i]).toBeCloseTo(gap, 9));
    expect(within(gaps[4]!, BOUNDS.middle)).toBe(true);
  });

  it.each(['MEDIUM', 'LOW'] as const)('of %s are evenly spaced', (priority) => {
    for (const gap of spacings(BURSTS[priority])) expect(within(gap, BOUNDS[priority].spacing)).toBe(true);
  });

  it.each(PRIORITIES)('of %s come again after a silence within the bounds', (priority) => {
    expect(within(BURSTS[priority].pause, BOUNDS[priority].pause)).toBe(true);
  });

  it('are more pressing the higher the priority', () => {
    const periods = PRIORITIES.map((priority) => BURSTS[priority].length + BURSTS[priority].pause);
    expect(periods).toEqual([...periods].sort((a, b) => a - b));
  });
});

describe('beginnings', () => {
  const burst: Burst = { pulses: [], length: 2, pause: 3 };

  it('are the first and every period after it', () => {
    expect(beginnings(burst, 10, 10, 25)).toEqual([10, 15, 20]);
  });

  it('leave out what was before, and go on in the same beat', () => {
    expect(beginnings(burst, 10, 15.5, 26)).toEqual([20, 25]);
    expect(beginnings(burst, 10, 20, 21)).toEqual([20]);
  });

  it('are the same to the last bit, whenever they are asked for', () => {
    const uneven: Burst = { pulses: [], length: 3.3, pause: 5.07 };
    const all = beginnings(uneven, 0.1, 0, 300);
    for (let from = 0; from < 200; from += 0.7) expect(all).toEqual(expect.arrayContaining(beginnings(uneven, 0.1, from, from + 75)));
  });
});
