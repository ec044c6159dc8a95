const MIN_MS = 60_000;
const H_MS = 60 * MIN_MS;

/** What the charts show: from one instant to another; `live` when its end is the present. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly live: boolean;
}

/** Lengths that have a button. */
export const LENGTHS_MS = [15 * MIN_MS, H_MS, 6 * H_MS, 24 * H_MS, 7 * 24 * H_MS] as const;
export const LEAST_MS = 5 * MIN_MS;
export const MOST_MS = 7 * 24 * H_MS;
/** Up to this length every reading is drawn, beyond it the statistics of each minute. */
export const READINGS_MOST_MS = 90 * MIN_MS;

export type Grain = 'readings' | 'minutes';

export function lengthOf(span: Span): number {
  return span.toMs - span.fromMs;
}

export function grainOf(span: Span): Grain {
  return lengthOf(span) <= READINGS_MOST_MS ? 'readings' : 'minutes';
}

/** The last `lengthMs`, moving with the clock. */
export function upToNow(lengthMs: number, nowMs: number): Span {
  return { fromMs: nowMs - lengthMs, toMs: nowMs, live: true };
}

/** The same span a moment later: one that is live has moved on. */
export function moved(span: Span, nowMs: number): Span {
  return span.live ? upToNow(lengthOf(span), nowMs) : span;
}

/** Between two instants in any order, neither too short nor too long, and not in the future. */
export function between(aMs: number, bMs: number, nowMs: number): Span {
  const length = Math.min(Math.max(Math.abs(bMs - aMs), LEAST_MS), MOST_MS);
  const middle = (aMs + bMs) / 2;
  const toMs = Math.min(middle + length / 2, nowMs);
  return { fromMs: toMs - length, toMs, live: false };
}

/** Around an instant, as far as there is a past. */
export function around(ms: number, lengthMs: number, nowMs: number): Span {
  return between(ms - lengthMs / 2, ms + lengthMs / 2, nowMs);
}

/** The spans one came through, to go back to. */
export class Zoom {
  private readonly before: Span[] = [];

  constructor(private span: Span) {}

  get shown(): Span {
    return this.span;
  }

  get canGoBack(): boolean {
    return this.before.length > 0;
  }

  into(span: Span): void {
    this.before.push(this.span);
    if (this.before.length > 50) this.before.shift();
    this.span = span;
  }

  /** One step back; a span that followed the clock follows it again. */
  back(nowMs: number): void {
    const span = this.before.pop();
    if (span) this.span = moved(span, nowMs);
  }

  tick(nowMs: number): void {
    this.span = moved(this.span, nowMs);
  }

  /** Later or earlier by a part of what is shown; never beyond the present. */
  shift(part: number, nowMs: number): void {
    const by = lengthOf(this.span) * part;
    const toMs = Math.min(this.span.toMs + by, nowMs);
    this.into({ fromMs: toMs - lengthOf(this.span), toMs, live: toMs === nowMs });
  }

  /** Half or twice as long, with the same middle; up to the present where it was. */
  scale(factor: number, nowMs: number): void {
    const length = Math.min(Math.max(lengthOf(this.span) * factor, LEAST_MS), MOST_MS);
    const middle = (this.span.fromMs + this.span.toMs) / 2;
    this.into(this.span.live ? upToNow(length, nowMs) : between(middle - length / 2, middle + length / 2, nowMs));
  }
}
