import type { Json } from '../app/http';
import { isObject, objectsIn } from '../ward/vitals';

export interface Bucket {
  readonly leMs: number;
  readonly count: number;
}

export interface Hop {
  readonly hop: string;
  readonly measured: boolean;
  readonly count: number;
  readonly buckets: readonly Bucket[];
}

/** One look at the streams. */
export interface Look {
  readonly at: number;
  readonly lag: number;
  readonly end: number;
  /** Arrival of the oldest record not processed. */
  readonly oldest: number | null;
  /** Whether any partition has ever been processed. */
  readonly begun: boolean;
  readonly pushLag: number | null;
  readonly lanes: readonly Json[];
  readonly hops: readonly Hop[];
}

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

export function lookOf(json: Json): Look {
  const alerts = isObject(json.alerts) ? json.alerts : {};
  const push = isObject(json.push) ? json.push : {};
  const lanes = objectsIn(alerts.partitions);
  return {
    at: Date.parse(String(json.at)), lag: count(alerts.lag), end: count(alerts.end), lanes,
    oldest: typeof alerts.oldest === 'string' ? Date.parse(alerts.oldest) : null,
    begun: lanes.some((lane) => lane.committed !== null),
    pushLag: typeof push.lag === 'number' ? push.lag : null,
    hops: objectsIn(json.hops).map((hop) => ({
      hop: String(hop.hop), measured: hop.measured === true, count: count(hop.count),
      buckets: objectsIn(hop.buckets).map((bucket) => ({ leMs: count(bucket.leMs), count: count(bucket.count) })),
    })),
  };
}

/** Records per second between two looks; null when it cannot be said. */
export function rate(before: Look, now: Look): number | null {
  const seconds = (now.at - before.at) / 1000;
  return seconds > 0 && now.end >= before.end ? (now.end - before.end) / seconds : null;
}

/** What was counted between two looks; a process that began anew counts from nothing. */
export function between(before: Hop | undefined, now: Hop): Hop {
  if (before === undefined || before.count > now.count) return now;
  const known = new Map(before.buckets.map((bucket) => [bucket.leMs, bucket.count]));
  return {
    ...now, count: now.count - before.count,
    buckets: now.buckets.map(({ leMs, count: all }) => ({ leMs, count: all - (known.get(leMs) ?? 0) })),
  };
}

/** Within how many ms a part of all were: the bound of their bucket. Infinity beyond the last; null for none. */
export function within(hop: Hop, part: number): number | null {
  if (hop.count <= 0) return null;
  return hop.buckets.find((bucket) => bucket.count >= hop.count * part)?.leMs ?? Infinity;
}

/** `8 ms`, `1.5 s`. */
export function durationText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(ms < 10_000 ? 1 : 0))} s`;
}
