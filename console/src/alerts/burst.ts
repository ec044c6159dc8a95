import type { Priority } from '../ward/alerts';

/** One pulse of an auditory alarm signal; times in s from the beginning of its burst. */
export interface Pulse {
  readonly at: number;
  /** Fundamental frequency, Hz. */
  readonly frequency: number;
  readonly duration: number;
}

/** One burst and the silence after it, after which it comes again; in s. */
export interface Burst {
  readonly pulses: readonly Pulse[];
  readonly length: number;
  /** From the end of a burst to the beginning of the next. */
  readonly pause: number;
}

/** Pitches of the fundamental: all between 150 and 1000 Hz (IEC 60601-1-8:2006+A1:2012, Table 4). */
const PITCH = { c: 261.63, e: 329.63, g: 392, C: 523.25 } as const;
type Note = keyof typeof PITCH;

/**
 * IEC 60601-1-8:2006+A1:2012, Tables 3 and 4: pulses of 75 to 200 ms (HIGH) or 125 to 250 ms; between them x of 50 to
 * 125 ms (HIGH) or y of 125 to 250 ms; in a burst of HIGH 2x + one pulse after the third and the eighth, and 0.35 to
 * 1.3 s after the fifth. Bursts are 2.5 to 15 s (HIGH), 2.5 to 30 s (MEDIUM) or more than 15 s (LOW) apart.
 */
export const BOUNDS = {
  HIGH: { pulses: 10, duration: [0.075, 0.2], spacing: [0.05, 0.125], pause: [2.5, 15] },
  MEDIUM: { pulses: 3, duration: [0.125, 0.25], spacing: [0.125, 0.25], pause: [2.5, 30] },
  LOW: { pulses: 2, duration: [0.125, 0.25], spacing: [0.125, 0.25], pause: [15, 60] },
  /** After the fifth pulse of HIGH. */
  middle: [0.35, 1.3],
} as const;

const HIGH_S = { duration: 0.15, x: 0.1, middle: 0.6 };
const OTHER_S = { duration: 0.2, y: 0.2 };

function burst(notes: readonly Note[], duration: number, spacings: readonly number[], pause: number): Burst {
  let at = 0;
  const pulses = notes.map((note, i) => {
    const pulse = { at, frequency: PITCH[note], duration };
    at += duration + (spacings[i] ?? 0);
    return pulse;
  });
  return { pulses, length: at, pause };
}

function high(): Burst {
  const { duration, x, middle } = HIGH_S;
  const half = [x, x, 2 * x + duration, x];
  const notes: readonly Note[] = ['c', 'e', 'g', 'g', 'C'];
  return burst([...notes, ...notes], duration, [...half, middle, ...half], 5);
}

function other(notes: readonly Note[], pause: number): Burst {
  return burst(notes, OTHER_S.duration, notes.slice(1).map(() => OTHER_S.y), pause);
}

/**
 * The melodies that the standard gives to the heart and circulation (its Annex F; the low one is the same for every
 * cause): trumpet call for HIGH, its first half for MEDIUM.
 */
export const BURSTS: Readonly<Record<Priority, Burst>> = {
  HIGH: high(),
  MEDIUM: other(['c', 'e', 'g'], 10),
  LOW: other(['e', 'c'], 25),
};

/**
 * The bursts that begin within [from, until), given when the first began; all in s of the same clock. Their beginnings,
 * so that what was planned before is recognised.
 */
export function beginnings({ length, pause }: Burst, first: number, from: number, until: number): number[] {
  const period = length + pause;
  const times: number[] = [];
  // Multiplied, not added up: the same burst has the same time to the last bit, whenever it is asked for.
  for (let n = Math.max(0, Math.ceil((from - first) / period)); first + n * period < until; n++) times.push(first + n * period);
  return times;
}
