export const SPEEDS = [1, 5, 15, 60] as const;
export type Speed = (typeof SPEEDS)[number];

export function speedNamed(text: string | null): Speed {
  return SPEEDS.find((speed) => String(speed) === text) ?? 1;
}

/** A clock in the past. It runs as fast as one likes, but never beyond what has been read, or the present. */
export class Player {
  speed: Speed;
  playing = false;
  private ms: number;
  private held = false;

  constructor(atMs: number, speed: Speed) {
    this.ms = atMs;
    this.speed = speed;
  }

  get at(): number {
    return this.ms;
  }

  /** It should run, and waits for what has not been read yet. */
  get isHeld(): boolean {
    return this.playing && this.held;
  }

  /**
   * Lets `realMs` pass; returns the new instant.
   *
   * @param readMs up to where everything is known
   * @param nowMs the present: there it stops
   */
  advance(realMs: number, readMs: number, nowMs: number): number {
    if (!this.playing) return this.ms;
    const wanted = this.ms + realMs * this.speed;
    const reached = Math.max(this.ms, Math.min(wanted, readMs, nowMs));
    this.held = reached < Math.min(wanted, nowMs);
    this.ms = reached;
    if (reached >= nowMs) this.playing = false;
    return reached;
  }

  /** Goes to an instant, not beyond the present; plays on if it played. */
  jump(atMs: number, nowMs: number): number {
    this.ms = Math.min(atMs, nowMs);
    this.held = false;
    return this.ms;
  }
}

/** The stretch of time the bar shows: it stays where it is as long as the moment is on it. */
export interface Bar {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A bar of `lengthMs` around an instant, ending at the present at the latest. */
export function barAround(atMs: number, lengthMs: number, nowMs: number): Bar {
  const toMs = Math.min(atMs + lengthMs / 2, nowMs);
  return { fromMs: toMs - lengthMs, toMs };
}

export function holds({ fromMs, toMs }: Bar, atMs: number): boolean {
  return atMs >= fromMs && atMs <= toMs;
}

/** `2026-11-21T14:03:07` in the zone of this screen, as a field for date and time wants it. */
export function localText(ms: number): string {
  const at = new Date(ms);
  const pad = (n: number): string => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  return `${day}T${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
}
