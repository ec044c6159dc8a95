import type { Client, Gap, Item, Stream } from '@wardstream/client';
import { isObject, timeOf } from '../ward/vitals';

type Json = Readonly<Record<string, unknown>>;

/** Puts that may wait for their moment: the server sends no more before some have been shown. */
export const AHEAD = 256;

interface Due {
  readonly atMs: number;
  readonly put: Json;
}

/**
 * The readings of one patient as they arrived, from a moment on, at the pace of whoever takes them.
 * One stream per patient, because only within a patient does the log have an order: of a ward's stream nobody
 * could say up to which moment it is complete.
 */
export class Reel {
  /** What the log no longer has, or cannot tell. */
  gap: Gap | null = null;
  private readonly waiting: Due[] = [];
  private readonly stream: Stream;
  private taken = 0;
  private reachedMs: number;
  private isLive = false;
  private isOver = false;

  constructor(client: Client, patient: string, fromMs: number) {
    this.reachedMs = fromMs;
    this.stream = client.subscribe<string>(`patients/${patient}/vitals`, {
      from: { time: new Date(fromMs).toISOString() },
      credit: AHEAD,
      granting: 'hand',
      onData: (items) => items.forEach((item) => this.arrived(item)),
      onLive: () => { this.isLive = true; },
      onGap: (gap) => { this.gap = gap; },
      onEnd: (refusal) => {
        this.isOver = true;
        // Nothing that was refused may look as if nothing had been measured.
        if (refusal && refusal.code !== 'CLOSED') this.gap = { why: 'revoked' };
      },
    });
  }

  /** Up to where everything that arrived is known. */
  get readMs(): number {
    const all = this.isOver || (this.isLive && this.waiting.length + this.taken < AHEAD);
    return all ? Number.POSITIVE_INFINITY : this.reachedMs;
  }

  /** What had arrived by a moment and was not taken yet, in order; makes room for as much again. */
  take(upToMs: number): Json[] {
    let due = 0;
    while (due < this.waiting.length && this.waiting[due]!.atMs <= upToMs) due += 1;
    const puts = this.waiting.splice(0, due).map(({ put }) => put);
    this.taken += puts.length;
    if (this.taken >= AHEAD / 2 || (this.taken > 0 && this.waiting.length === 0)) {
      this.stream.grant(this.taken);
      this.taken = 0;
    }
    return puts;
  }

  close(): void {
    this.stream.close();
  }

  private arrived({ data }: Item): void {
    if (!isObject(data)) {
      this.taken += 1;
      return;
    }
    this.reachedMs = Math.max(this.reachedMs, timeOf(data.arrivedAt) ?? 0);
    this.waiting.push({ atMs: this.reachedMs, put: data });
  }
}
