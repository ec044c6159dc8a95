import { objectsIn, timeOf, vitalNamed, type Vital } from '../ward/vitals';

type Json = Readonly<Record<string, unknown>>;

/** Columns as the chart wants them: times in s, then one column per line. */
export type Columns = [number[], ...(number | null)[][]];

/** A line is broken where nothing came for this long: what is measured now and then is joined further. */
const JOINED_MS: Readonly<Partial<Record<Vital, number>>> = { hr: 15_000, pulse: 15_000, spo2: 15_000, rr: 15_000 };
const SPOT_JOINED_MS = 10 * 60_000;
/** Most samples that are kept of a vital: the oldest go. */
const KEPT = 40_000;

export function joinedMs(vital: Vital): number {
  return JOINED_MS[vital] ?? SPOT_JOINED_MS;
}

interface Track {
  readonly t: number[];
  readonly v: number[];
}

/** Readings of one patient as they were measured, by event time, whatever order they came in. */
export class Samples {
  private readonly tracks = new Map<Vital, Track>();

  /** One put. What was taken back goes, what was corrected is replaced. */
  take(put: Json): void {
    for (const reading of objectsIn(put.readings)) {
      const t = timeOf(reading.t);
      if (t === null) continue;
      for (const [name, value] of Object.entries(reading)) {
        const vital = vitalNamed(name);
        if (vital === null || typeof value !== 'number' || !Number.isFinite(value)) continue;
        if (reading.status === 'enteredInError') this.remove(vital, t);
        else this.put(vital, t, value);
      }
    }
  }

  has(vital: Vital): boolean {
    return (this.tracks.get(vital)?.t.length ?? 0) > 0;
  }

  /** The samples of these vitals within a span, with a row of nothing where their line must break. */
  columns(vitals: readonly Vital[], fromMs: number, toMs: number): Columns {
    const parts = vitals.map((vital) => this.part(vital, fromMs, toMs));
    const times = [...new Set(parts.flatMap((part) => part.t))].sort((a, b) => a - b);
    const joined = Math.max(...vitals.map(joinedMs));
    const rows = withBreaks(times, joined);
    return [
      rows.map((ms) => ms / 1000),
      ...parts.map((part) => {
        const at = new Map(part.t.map((t, i) => [t, part.v[i]!]));
        return rows.map((t) => at.get(t) ?? null);
      }),
    ];
  }

  forgetBefore(ms: number): void {
    for (const { t, v } of this.tracks.values()) {
      const first = lowest(t, ms);
      t.splice(0, first);
      v.splice(0, first);
    }
  }

  private part(vital: Vital, fromMs: number, toMs: number): Track {
    const track = this.tracks.get(vital);
    if (!track) return { t: [], v: [] };
    const from = lowest(track.t, fromMs);
    const to = lowest(track.t, toMs + 1);
    return { t: track.t.slice(from, to), v: track.v.slice(from, to) };
  }

  private put(vital: Vital, ms: number, value: number): void {
    let track = this.tracks.get(vital);
    if (!track) this.tracks.set(vital, track = { t: [], v: [] });
    const at = lowest(track.t, ms);
    const known = track.t[at] === ms ? 1 : 0;
    track.t.splice(at, known, ms);
    track.v.splice(at, known, value);
    if (track.t.length > KEPT) {
      track.t.shift();
      track.v.shift();
    }
  }

  private remove(vital: Vital, ms: number): void {
    const track = this.tracks.get(vital);
    if (!track) return;
    const at = lowest(track.t, ms);
    if (track.t[at] !== ms) return;
    track.t.splice(at, 1);
    track.v.splice(at, 1);
  }
}

/** Where `ms` stands or would stand in ascending times. */
export function lowest(times: readonly number[], ms: number): number {
  const last = times.at(-1);
  if (last === undefined || last < ms) return times.length;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The times, with one more after each that is followed by nothing for longer than `joined`. */
function withBreaks(times: readonly number[], joined: number): number[] {
  return times.flatMap((ms, i) => {
    const next = times[i + 1];
    return next !== undefined && next - ms > joined ? [ms, ms + 1] : [ms];
  });
}
