import { timeOf, vitalNamed, type Vital } from '../ward/vitals';
import { joinedMs } from './samples';

type Json = Readonly<Record<string, unknown>>;

export const MINUTE_MS = 60_000;
const UNSEEN = -1;
/** Seconds of a minute that a monitor covers when nothing is missing. */
export const WHOLE = 60;

interface Track {
  readonly mean: Float32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  /** Seconds with a sample; 0 where the platform does not say. */
  readonly covered: Uint8Array;
  readonly revision: Int32Array;
}

/** What a chart of minutes is made of: rows of nothing where a line must break. */
export interface MinuteColumns {
  readonly s: number[];
  readonly mean: (number | null)[];
  readonly min: (number | null)[];
  readonly max: (number | null)[];
  readonly covered: (number | null)[];
}

/** Statistics of each minute of a span: a place for every minute, so memory is bounded by its length. */
export class Minutes {
  private readonly first: number;
  private readonly tracks = new Map<Vital, Track>();

  constructor(fromMs: number, private readonly length: number) {
    this.first = Math.floor(fromMs / MINUTE_MS);
  }

  /** Whether there is a place for what happens until `ms`. */
  holds(ms: number): boolean {
    return Math.floor(ms / MINUTE_MS) - this.first < this.length;
  }

  has(vital: Vital): boolean {
    return this.tracks.has(vital);
  }

  /** One window; a lower revision than the known one changes nothing. */
  take(window: Json): void {
    const start = timeOf(window.start);
    const vital = vitalNamed(String(window.vital));
    if (window.size !== 'MINUTE' || start === null || vital === null) return;
    const at = Math.floor(start / MINUTE_MS) - this.first;
    const { mean, min, max } = window;
    if (at < 0 || at >= this.length) return;
    if (typeof mean !== 'number' || typeof min !== 'number' || typeof max !== 'number') return;
    const track = this.track(vital);
    const revision = typeof window.revision === 'number' ? window.revision : 0;
    if (revision < track.revision[at]!) return;
    track.revision[at] = revision;
    track.mean[at] = mean;
    track.min[at] = min;
    track.max[at] = max;
    track.covered[at] = typeof window.covered === 'number' ? window.covered : 0;
  }

  columns(vital: Vital, fromMs: number, toMs: number): MinuteColumns {
    const columns: MinuteColumns = { s: [], mean: [], min: [], max: [], covered: [] };
    const track = this.tracks.get(vital);
    if (!track) return columns;
    const from = Math.max(0, Math.floor(fromMs / MINUTE_MS) - this.first);
    const to = Math.min(this.length - 1, Math.floor(toMs / MINUTE_MS) - this.first);
    const joined = Math.max(joinedMs(vital), MINUTE_MS) / MINUTE_MS;
    let last = Number.NEGATIVE_INFINITY;
    for (let at = from; at <= to; at++) {
      if (track.revision[at] === UNSEEN) continue;
      if (at - last > joined && last >= 0) this.push(columns, last + 1, null);
      this.push(columns, at, track);
      last = at;
    }
    return columns;
  }

  private push(columns: MinuteColumns, at: number, track: Track | null): void {
    columns.s.push((this.first + at + 0.5) * (MINUTE_MS / 1000));
    columns.mean.push(track?.mean[at] ?? null);
    columns.min.push(track?.min[at] ?? null);
    columns.max.push(track?.max[at] ?? null);
    columns.covered.push(track?.covered[at] ?? null);
  }

  private track(vital: Vital): Track {
    let track = this.tracks.get(vital);
    if (!track) {
      const { length } = this;
      track = {
        mean: new Float32Array(length), min: new Float32Array(length), max: new Float32Array(length),
        covered: new Uint8Array(length), revision: new Int32Array(length).fill(UNSEEN),
      };
      this.tracks.set(vital, track);
    }
    return track;
  }
}
