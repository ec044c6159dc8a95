import type { From, Gap, Item, Refusal, ServerFrame } from './frames';

/** Receives one stream. Called in order, on the socket's task. */
export interface Watcher {
  /** A whole snapshot follows, up to `live`: whatever was known is void. */
  reset?(): void;
  /** State: of the whole stream after `reset`, otherwise of what has just come into it. */
  snapshot?(items: readonly Item[]): void;
  /** The snapshot, or the catching up from a cursor or a time, is complete. */
  live?(): void;
  data(items: readonly Item[]): void;
  gap?(gap: Gap): void;
  /** The server will not serve this stream. */
  refused?(refusal: Refusal): void;
}

export interface Options {
  readonly from: From;
  readonly deliver?: 'every' | 'latest';
  readonly intervalMs?: number;
}

/** Items remembered since the newest cursor; the server sends one a second while data flows. */
const REMEMBERED = 20_000;

/**
 * One stream, across any number of connections. It keeps the newest cursor, and the positions
 * received after it: exactly those can come again when the stream is resumed from that cursor.
 */
export class Subscription {
  private cursor: string | null = null;
  private readonly sinceCursor = new Set<string>();
  private repeats = new Set<string>();
  private awaitsSnapshot = true;
  private inSnapshot = false;

  constructor(
    readonly stream: string,
    private readonly options: Options,
    private readonly watcher: Watcher,
  ) {}

  /** The body of the next `sub` request, from the cursor when there is one. */
  request(): Record<string, unknown> {
    this.repeats = new Set([...this.repeats, ...this.sinceCursor]);
    this.awaitsSnapshot = this.cursor === null && this.options.from === 'snapshot';
    this.inSnapshot = false;
    const from = this.cursor === null ? this.options.from : { cursor: this.cursor };
    return { stream: this.stream, ...this.options, from };
  }

  /** Forgets the cursor: the next request starts from the beginning again. */
  forget(): void {
    this.cursor = null;
    this.sinceCursor.clear();
    this.repeats.clear();
  }

  /** True when the server refused only the cursor, so that starting over is worth a try. */
  refusedBecauseOfCursor(refusal: Refusal): boolean {
    return refusal.code === 'BAD_CURSOR' && this.cursor !== null;
  }

  refused(refusal: Refusal): void {
    this.watcher.refused?.(refusal);
  }

  /** Takes a frame that names this subscription. */
  take(frame: ServerFrame): void {
    if (frame.snapshot) {
      // A server that cannot resume a stream of state opens it with a whole snapshot, unasked.
      if (this.awaitsSnapshot || frame.more !== undefined) this.startSnapshot();
      this.watcher.snapshot?.(frame.snapshot);
    }
    if (frame.live) {
      if (this.awaitsSnapshot) this.startSnapshot();
      this.inSnapshot = false;
      this.moveTo(frame.live.cursor);
      this.watcher.live?.();
    }
    if (frame.data) this.deliver(frame.data);
    if (frame.gap) {
      this.moveTo(frame.gap.to);
      this.watcher.gap?.(frame.gap);
    }
    this.moveTo(frame.cursor);
  }

  /** Everything up to the cursor has been received. */
  moveTo(cursor: string | undefined): void {
    if (typeof cursor !== 'string') return;
    this.cursor = cursor;
    this.sinceCursor.clear();
  }

  private startSnapshot(): void {
    if (this.inSnapshot) return;
    this.inSnapshot = true;
    this.awaitsSnapshot = false;
    this.watcher.reset?.();
  }

  private deliver(items: readonly Item[]): void {
    const fresh = items.filter((item) => this.isNew(item.at));
    if (fresh.length > 0) this.watcher.data(fresh);
  }

  private isNew(at: string): boolean {
    if (this.repeats.delete(at) || this.sinceCursor.has(at)) return false;
    this.sinceCursor.add(at);
    if (this.sinceCursor.size > REMEMBERED) {
      const oldest = this.sinceCursor.values().next();
      if (!oldest.done) this.sinceCursor.delete(oldest.value);
    }
    return true;
  }
}
