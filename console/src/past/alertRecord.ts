import { PRIORITY, type Priority } from '../ward/alerts';
import { isInactivation } from '../ward/inactivation';
import { timeOf } from '../ward/vitals';
import { higher } from '../patient/episodes';

type Json = Readonly<Record<string, unknown>>;

/** Beyond so many events the oldest go, which is told. */
const KEPT = 50_000;

/** An event and when the platform emitted it: before that nobody could know it. */
interface Emitted {
  readonly atMs: number;
  readonly event: Json;
}

/** Where alerts rose, for the bar. */
export interface AlertMark {
  /** From 0 to 1. */
  readonly place: number;
  readonly priority: Priority;
  readonly count: number;
}

/** The alert events of some patients in the order they were emitted, to be told again from any moment. */
export class AlertRecord {
  /** Events emitted before this were let go; null when none were. */
  letGoMs: number | null = null;
  private events: Emitted[] = [];
  private isSorted = true;

  take(event: Json): void {
    const atMs = timeOf(event.emittedAt) ?? timeOf(event.eventTime);
    if (atMs === null) return;
    // What a tile does not show is not kept: it is most of an event.
    const { inputs: _, readings: __, ...kept } = event;
    this.events.push({ atMs, event: kept });
    this.isSorted = false;
    if (this.events.length > KEPT * 1.2) this.cut();
  }

  clear(): void {
    this.events = [];
    this.letGoMs = null;
  }

  /** Events emitted after one moment and up to another, in order. */
  between(afterMs: number, upToMs: number): Json[] {
    this.sort();
    return this.events.slice(this.indexAfter(afterMs), this.indexAfter(upToMs)).map(({ event }) => event);
  }

  /** Where alerts rose or got worse, together in as many places as there is room for. */
  marks(fromMs: number, toMs: number, places: number): AlertMark[] {
    const found = new Map<number, AlertMark>();
    for (const event of this.between(fromMs, toMs)) {
      const priority = PRIORITY[String(event.severity)];
      const rises = event.type === 'RAISED' || event.type === 'ESCALATED';
      if (!rises || priority === undefined || isInactivation(String(event.family))) continue;
      const atMs = timeOf(event.emittedAt) ?? fromMs;
      const place = Math.min(places - 1, Math.floor(((atMs - fromMs) / (toMs - fromMs)) * places));
      const known = found.get(place);
      found.set(place, {
        place: (place + 0.5) / places, count: (known?.count ?? 0) + 1,
        priority: known ? higher(known.priority, priority) : priority,
      });
    }
    return [...found.values()].sort((a, b) => a.place - b.place);
  }

  private indexAfter(ms: number): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.atMs <= ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private sort(): void {
    if (this.isSorted) return;
    this.events.sort((a, b) => a.atMs - b.atMs || Number(a.event.seq) - Number(b.event.seq));
    this.isSorted = true;
  }

  private cut(): void {
    this.sort();
    const gone = this.events.length - KEPT;
    this.letGoMs = this.events[gone - 1]!.atMs;
    this.events = this.events.slice(gone);
  }
}
