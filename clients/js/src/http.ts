import { isTerminal, refusalOf } from './backoff.js';
import type { From, Refusal, ServerFrame } from './frames.js';
import type { Subscription } from './subscription.js';
import type { Connection, Loss, Owner, TransportName } from './transport.js';

/** One request for one stream, over HTTP. */
export interface Ask {
  readonly url: URL;
  readonly stream: string;
  readonly token: string;
  /** Nothing has been heard on this connection: answer at once. */
  readonly first: boolean;
  readonly signal: AbortSignal;
  /** Something came. */
  readonly heard: () => void;
  /** The server's time now. */
  readonly clock: (now: unknown) => void;
  readonly take: (frame: ServerFrame) => void;
}

/** Follows a stream over HTTP. Ends when more is to be asked for; throws what ended it otherwise. */
export type Exchange = (ask: Ask) => Promise<void>;

/** How a stream is followed over HTTP, and after how long without a word it is given up. */
export interface Method {
  readonly transport: TransportName;
  readonly exchange: Exchange;
  readonly firstWordMs: number;
  readonly silentMs: number;
}

/** The connection is lost. */
export class Lost extends Error {
  constructor(readonly loss: Loss) {
    super(loss.reason);
  }
}

/** The server refused the request. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** A stream that is being followed. */
interface Feed {
  readonly subscription: Subscription;
  over: boolean;
  cut: () => void;
  wake: () => void;
}

const nothing = (): void => {};

/**
 * Every stream over requests of its own. When one is lost, all are: what cuts one cuts the others.
 * A stream whose credit is spent is let go, and asked for again from its cursor when there is some.
 */
export class HttpConnection implements Connection {
  readonly transport: TransportName;
  private isUp = false;
  private closed = false;
  private readonly feeds = new Map<Subscription, Feed>();

  /** @param base address next to which `streams/` is */
  constructor(
    private readonly base: URL, private readonly method: Method, private readonly owner: Owner,
  ) {
    this.transport = method.transport;
  }

  start(): void {}

  add(subscription: Subscription): void {
    const feed: Feed = { subscription, over: false, cut: nothing, wake: nothing };
    this.feeds.set(subscription, feed);
    void this.follow(feed);
  }

  remove(subscription: Subscription): void {
    const feed = this.feeds.get(subscription);
    this.feeds.delete(subscription);
    if (feed) end(feed);
  }

  grant(subscription: Subscription): void {
    this.feeds.get(subscription)?.wake();
  }

  /** Receipts wait for a WebSocket. */
  tell(): void {}

  typing(): void {}

  /** A newer token is of use only in new requests. */
  renewed(): void {
    for (const feed of this.feeds.values()) feed.cut();
  }

  close(): void {
    this.closed = true;
    for (const feed of this.feeds.values()) end(feed);
    this.feeds.clear();
  }

  private async follow(feed: Feed): Promise<void> {
    while (!feed.over) {
      try {
        await room(feed);
        if (!feed.over) await this.exchange(feed);
      } catch (failure) {
        if (!feed.over) this.failed(feed, failure);
      }
    }
  }

  private async exchange(feed: Feed): Promise<void> {
    const abort = new AbortController();
    let silent = false;
    feed.cut = () => abort.abort();
    const giveUp = (): void => { silent = true; abort.abort(); };
    let clock = setTimeout(giveUp, this.method.firstWordMs);
    const heard = (): void => {
      clearTimeout(clock);
      clock = setTimeout(giveUp, this.method.silentMs);
      this.heard();
    };
    try {
      await this.method.exchange({
        ...this.request(feed.subscription), signal: abort.signal, heard,
        clock: (now) => { if (!abort.signal.aborted) this.owner.heard(this, now); },
        take: (frame) => { if (!abort.signal.aborted) this.take(feed, frame); },
      });
    } catch (failure) {
      if (silent) throw new Lost({ reason: this.isUp ? 'silent' : 'no answer' });
      if (!abort.signal.aborted) throw failure;
    } finally {
      clearTimeout(clock);
      feed.cut = nothing;
    }
  }

  private request(subscription: Subscription): Pick<Ask, 'url' | 'stream' | 'token' | 'first'> {
    const { stream, from, deliver, intervalMs } = subscription.request();
    const url = new URL(`streams/${stream}`, this.base);
    for (const [name, value] of Object.entries({ ...begin(from), deliver, intervalMs })) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return { url, stream, token: this.owner.token, first: !this.isUp };
  }

  private heard(): void {
    if (this.closed) return;
    this.owner.heard(this);
    if (this.isUp) return;
    this.isUp = true;
    this.owner.up(this);
  }

  private take(feed: Feed, frame: ServerFrame): void {
    const { subscription } = feed;
    if (frame.bye) throw farewell(frame.bye);
    if (frame.now) this.owner.heard(this, frame.now);
    if (frame.beat) subscription.moveTo(Object.values(frame.beat)[0]);
    else subscription.take(frame);
    if (subscription.credit.isSpent && subscription.hasCursor) feed.cut();
  }

  private failed(feed: Feed, failure: unknown): void {
    if (failure instanceof Lost) this.owner.lost(this, failure.loss);
    else if (failure instanceof Refused) this.refused(feed, failure.refusal);
    else this.owner.lost(this, { reason: failure instanceof Error ? failure.message : 'failed' });
  }

  private refused({ subscription }: Feed, refusal: Refusal): void {
    if (refusal.code === 'UNAUTHENTICATED' || refusal.code === 'CLOSED') {
      this.owner.refused(this, refusal);
    } else if (refusal.retry) {
      this.owner.lost(this, { reason: refusal.code, afterMs: refusal.afterMs, answered: true });
    } else {
      this.heard();
      subscription.refused(refusal);
    }
  }
}

function begin(from: From): Record<string, string> {
  if (typeof from === 'string') return { from };
  return 'cursor' in from ? { cursor: from.cursor } : { fromTime: from.time };
}

function farewell({ code, reason, afterMs }: NonNullable<ServerFrame['bye']>): Error {
  const why = reason ?? `closed with ${code}`;
  if (isTerminal(code)) return new Refused(refusalOf(code, why));
  return new Lost({ reason: why, code, afterMs, answered: true });
}

function room(feed: Feed): Promise<void> | undefined {
  if (!feed.subscription.credit.isSpent || !feed.subscription.hasCursor) return undefined;
  return new Promise((resolve) => { feed.wake = resolve; });
}

function end(feed: Feed): void {
  feed.over = true;
  feed.wake();
  feed.cut();
}
