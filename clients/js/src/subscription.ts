import { Credit } from './credit.js';
import type { From, Gap, Item, Refusal, ServerFrame } from './frames.js';
import type { EventOf, StateOf } from './kinds.js';
import { Receipts } from './receipts.js';
import { Repeats } from './repeats.js';

/** How a stream is wanted. */
export interface StreamOptions {
  /** Where it starts the first time; later it goes on from its cursor. `snapshot` if left out. */
  readonly from?: From;
  readonly deliver?: 'every' | 'latest';
  readonly intervalMs?: number;
  /** Items on their way or not yet handled, at most; no limit if left out. */
  readonly credit?: number;
  /** With `hand`, `credit` is granted once, and more only by `grant`. */
  readonly granting?: 'auto' | 'hand';
}

/**
 * Receives one stream. Called in order, one at a time. Credit for items comes back when the handler
 * returns; or, when it returns a promise, when that is settled. What a handler throws is reported
 * as uncaught, and stops nothing.
 */
export interface Handlers<Name extends string = string> {
  /** A whole snapshot follows, up to `onLive`: whatever was known is void. */
  onReset?(): void;
  /** State: of the whole stream after `onReset`, otherwise of what has just come into it. */
  onSnapshot?(items: readonly Item<StateOf<Name>>[]): unknown;
  /** The snapshot, or the catching up from a cursor or a time, is complete. */
  onLive?(): void;
  onData?(items: readonly Item<EventOf<Name>>[]): unknown;
  onGap?(gap: Gap): void;
  /** The newest cursor: everything before it was handed over. */
  onCursor?(cursor: string): void;
  /** No more will come. With a refusal, the server will not serve this stream. */
  onEnd?(refusal?: Refusal): void;
}

/** Whoever keeps subscriptions and connects them. */
export interface Keeper {
  granted(subscription: Subscription, items: number): void;
  over(subscription: Subscription): void;
}

/** One stream, across any number of connections and transports. */
export class Subscription {
  readonly credit: Credit;
  readonly receipts = new Receipts();
  private cursor: string | null;
  private readonly repeats = new Repeats();
  private awaitsSnapshot = true;
  private inSnapshot = false;
  private ended = false;

  constructor(
    readonly stream: string,
    private readonly options: StreamOptions,
    private readonly handlers: Handlers,
    private readonly keeper: Keeper,
  ) {
    this.credit = new Credit(options.credit, options.granting !== 'hand');
    this.cursor = this.startCursor;
  }

  get isOver(): boolean {
    return this.ended;
  }

  /** Whether it has come to a cursor, so that a cut costs nothing. */
  get hasCursor(): boolean {
    return this.cursor !== null && !this.inSnapshot;
  }

  get newestCursor(): string | null {
    return this.cursor;
  }

  /** Where to go on: the newest cursor, or where the stream first starts. */
  get from(): From {
    return this.cursor === null ? this.options.from ?? 'snapshot' : { cursor: this.cursor };
  }

  /** The body of the next request, from the cursor when there is one. */
  request(): { stream: string; from: From } & Record<string, unknown> {
    this.repeats.resume();
    this.awaitsSnapshot = this.from === 'snapshot';
    this.inSnapshot = false;
    const { deliver, intervalMs } = this.options;
    return {
      stream: this.stream, from: this.from, deliver, intervalMs, credit: this.credit.open(),
    };
  }

  /** Forgets the cursor: the next request starts from the beginning again. */
  forget(): void {
    this.cursor = this.startCursor;
    this.repeats.forget();
  }

  /** Takes a refusal. Returns true when only the cursor was refused: starting over is worth a try. */
  refused(refusal: Refusal): boolean {
    if (refusal.code === 'BAD_CURSOR' && this.cursor !== this.startCursor) {
      this.forget();
      return true;
    }
    this.end(refusal);
    return false;
  }

  /** Nothing more comes, or is wanted. */
  end(refusal?: Refusal): void {
    if (this.ended) return;
    this.ended = true;
    this.receipts.end();
    this.keeper.over(this);
    guarded(() => this.handlers.onEnd?.(refusal));
  }

  /** Takes a frame of this stream. */
  take(frame: ServerFrame): void {
    if (frame.snapshot) {
      // A server that cannot resume a stream of state opens it with a whole snapshot, unasked.
      if (this.awaitsSnapshot || frame.more !== undefined) this.startSnapshot();
      this.hand(frame.snapshot, (items) => this.handlers.onSnapshot?.(items as Item<never>[]));
    }
    if (frame.live) this.live(frame.live.cursor);
    if (frame.data) this.data(frame.data);
    if (frame.gap) this.gap(frame.gap);
    this.moveTo(frame.cursor);
  }

  /** Everything up to the cursor has been received. */
  moveTo(cursor: string | undefined): void {
    if (typeof cursor !== 'string' || this.ended) return;
    this.cursor = cursor;
    this.repeats.cursor();
    guarded(() => this.handlers.onCursor?.(cursor));
  }

  private get startCursor(): string | null {
    const { from } = this.options;
    return typeof from === 'object' && 'cursor' in from ? from.cursor : null;
  }

  private startSnapshot(): void {
    if (this.inSnapshot) return;
    this.inSnapshot = true;
    this.awaitsSnapshot = false;
    guarded(() => this.handlers.onReset?.());
  }

  private live(cursor: string | undefined): void {
    if (this.awaitsSnapshot) this.startSnapshot();
    this.inSnapshot = false;
    this.moveTo(cursor);
    guarded(() => this.handlers.onLive?.());
  }

  private data(items: readonly Item[]): void {
    const fresh = items.filter((item) => this.repeats.isNew(item.at));
    this.room(this.credit.repeated(items.length - fresh.length));
    if (fresh.length > 0) this.hand(fresh, (all) => this.handlers.onData?.(all as Item<never>[]));
  }

  private gap(gap: Gap): void {
    this.moveTo(gap.to);
    guarded(() => this.handlers.onGap?.(gap));
    if (gap.why === 'revoked') this.end();
  }

  private hand(items: readonly Item[], to: (items: readonly Item[]) => unknown): void {
    this.credit.arrived(items.length);
    const done = guarded(() => to(items));
    if (done instanceof Promise) void done.finally(() => this.handled(items.length));
    else this.handled(items.length);
  }

  private handled(items: number): void {
    this.room(this.credit.handled(items));
  }

  private room(items: number): void {
    if (items > 0 && !this.ended) this.keeper.granted(this, items);
  }
}

/** Runs a handler: its failure must not take frames of other streams with it. */
function guarded<T>(handler: () => T): T | undefined {
  try {
    return handler();
  } catch (failure) {
    queueMicrotask(() => { throw failure; });
    return undefined;
  }
}
