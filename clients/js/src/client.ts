import { reconnectDelayMs } from './backoff.js';
import { eventsOf, type Events } from './events.js';
import { eventSource } from './eventsource.js';
import type { Refusal } from './frames.js';
import { HttpConnection } from './http.js';
import { Ladder } from './ladder.js';
import { UNLINKED, type Link } from './link.js';
import { poll } from './poll.js';
import { canStream, sse, type Fetch } from './sse.js';
import { Subscription, type Handlers, type StreamOptions } from './subscription.js';
import { Tokens, type TokenSource } from './tokens.js';
import {
  TRANSPORTS, type Connection, type Loss, type Owner, type TransportName,
} from './transport.js';
import { WebSocketConnection, type OpenSocket } from './websocket.js';

/** A connection that lived this long was a good one: failures are counted afresh. */
const STABLE_MS = 10_000;
const TOKEN_EXPIRED = 4003;
/** Credit of an iterated stream that names none. */
const ITERATED = 512;

export interface ClientOptions {
  /** Address of the push endpoint: `wss://…/v1/push`. The others are beside it. */
  readonly url: string;
  readonly token: TokenSource;
  /** Who is asking, as in `ward-console/1.0`. */
  readonly name: string;
  /** Called with every change of the connection's state. */
  readonly onLink?: ((link: Link) => void) | undefined;
  /** What may be used; all that the platform has when left out. */
  readonly transports?: readonly TransportName[] | undefined;
  /** How to open a WebSocket, where there is no global one. */
  readonly open?: OpenSocket | undefined;
  readonly fetch?: Fetch | undefined;
  /** From 0 to 1, for the jitter. */
  readonly random?: (() => number) | undefined;
}

/** Handle of one stream. */
export interface Stream {
  /** The newest cursor: everything before it was handed over. */
  readonly cursor: string | null;
  /** Starts over from where the stream first began. */
  restart(): void;
  /** Lets that many more items come, of a stream whose credit is granted by hand. */
  grant(items: number): void;
  /**
   * A person has seen these alerts. Kept, and told again, until the server has answered; settles
   * with its answer.
   */
  seen(alerts: readonly string[]): Promise<void>;
  close(): void;
}

/**
 * A reader of streams that stays connected, by whatever transport works. Every stream survives
 * reconnects, resuming by cursor. Handlers may subscribe and close from inside.
 */
export class Client {
  private state: Link = UNLINKED;
  private connection: Connection | null = null;
  /** A WebSocket that is tried while another transport works. */
  private probe: Connection | null = null;
  private upSince: number | null = null;
  private failures = 0;
  private timers: { retry?: Timer; probe?: Timer } = {};
  private readonly subscriptions = new Set<Subscription>();
  private readonly tokens: Tokens;
  private readonly ladder: Ladder;
  private readonly random: () => number;
  private readonly owner: Owner;

  constructor(private readonly options: ClientOptions) {
    this.random = options.random ?? Math.random;
    this.ladder = new Ladder(available(options));
    this.tokens = new Tokens(options.token, () => this.connection?.renewed());
    this.owner = this.asOwner();
    this.connect();
  }

  get link(): Link {
    return this.state;
  }

  /** Follows a stream until it is closed. What its items look like follows from its name. */
  subscribe<const Name extends string>(
    stream: Name, options: StreamOptions & Handlers<Name>,
  ): Stream {
    const subscription = new Subscription(stream, options, options as Handlers, {
      granted: (of, items) => this.connection?.grant(of, items),
      over: (of) => {
        this.subscriptions.delete(of);
        this.connection?.remove(of);
      },
    });
    if (this.isFinal) {
      subscription.end({ code: 'CLOSED' });
    } else {
      this.subscriptions.add(subscription);
      this.connection?.add(subscription);
    }
    return this.handleOf(subscription);
  }

  /** The same, for `for await`: at the reader's pace, with at most `credit` items waiting. */
  events<const Name extends string>(stream: Name, options: StreamOptions = {}): Events<Name> {
    return eventsOf((handlers: Handlers<Name>) =>
      this.subscribe(stream, { credit: ITERATED, ...options, granting: 'auto', ...handlers }));
  }

  /**
   * Tries now instead of at the end of the wait, as when the network or the page comes back; also
   * whether a WebSocket can be had again.
   */
  nudge(): void {
    if (this.timers.retry !== undefined) this.connect();
    else if (this.timers.probe !== undefined) this.probeNow();
  }

  /**
   * The person types in a room whose messages are watched here; the others learn it from its
   * presence, for five seconds. Needs a WebSocket; without one, it is not told.
   */
  typing(room: string): void {
    this.connection?.typing(room);
  }

  /** A newer token of the same person, in place. */
  renew(token: string): void {
    this.tokens.replace(token);
  }

  close(): void {
    this.finish({ phase: 'closed', reason: null });
  }

  private get isFinal(): boolean {
    return this.state.phase === 'closed' || this.state.phase === 'refused';
  }

  private handleOf(subscription: Subscription): Stream {
    return {
      get cursor() { return subscription.newestCursor; },
      restart: () => {
        if (subscription.isOver) return;
        this.connection?.remove(subscription);
        subscription.forget();
        this.connection?.add(subscription);
      },
      grant: (items) => {
        subscription.credit.grant(items);
        this.connection?.grant(subscription, items);
      },
      seen: (alerts) => subscription.receipts.add(
        alerts, (receipt) => this.connection?.tell(subscription, receipt)),
      close: () => subscription.end(),
    };
  }

  private asOwner(): Owner {
    const { tokens } = this;
    return {
      name: this.options.name,
      get token() { return tokens.current ?? ''; },
      up: (by) => this.up(by),
      heard: (by, now) => this.heard(by, now),
      lost: (by, loss) => this.lost(by, loss),
      refused: (by, refusal) => this.refused(by, refusal),
    };
  }

  private connect(): void {
    this.abandon();
    if (this.tokens.current === null) this.fetchToken();
    else this.start();
  }

  private fetchToken(): void {
    this.tokens.fetch().then(
      () => { if (!this.isFinal && this.connection === null) this.start(); },
      () => { if (!this.isFinal) this.wait({ reason: 'no token' }); },
    );
  }

  private start(): void {
    const connection = this.connectionBy(this.rung);
    this.connection = connection;
    for (const subscription of this.subscriptions) connection.add(subscription);
    connection.start();
  }

  /** Over HTTP a client without streams asks for nothing: it would never learn that the server is back. */
  private get rung(): TransportName {
    return this.subscriptions.size === 0 && this.ladder.has('websocket') ? 'websocket' : this.ladder.next;
  }

  private connectionBy(transport: TransportName): Connection {
    const { url, open = browserSocket } = this.options;
    if (transport === 'websocket') return new WebSocketConnection(url, open, this.owner);
    const fetch: Fetch = this.options.fetch ?? ((...request) => globalThis.fetch(...request));
    const method = transport === 'poll' ? poll(fetch) : canStream() ? sse(fetch) : eventSource(fetch);
    return new HttpConnection(new URL(url.replace(/^ws/, 'http')), method, this.owner);
  }

  private up(by: Connection): void {
    if (by === this.probe) this.adopt(by);
    else if (by !== this.connection) return;
    this.ladder.worked(by.transport);
    this.tokens.accepted();
    this.upSince = Date.now();
    this.announce({ phase: 'up', reason: null, transport: by.transport, retryAt: null });
    if (this.ladder.isSecondBest) this.planProbe();
  }

  /** The streams go on from their cursors over the better connection. */
  private adopt(better: Connection): void {
    this.connection?.close();
    this.probe = null;
    this.connection = better;
    for (const subscription of this.subscriptions) better.add(subscription);
  }

  private planProbe(): void {
    clearTimeout(this.timers.probe);
    this.timers.probe = setTimeout(() => this.probeNow(), this.ladder.probeDelayMs(this.random));
  }

  private probeNow(): void {
    clearTimeout(this.timers.probe);
    delete this.timers.probe;
    this.probe = this.connectionBy('websocket');
    this.probe.start();
  }

  private heard(by: Connection, now: unknown): void {
    if (by !== this.connection) return;
    this.state = { ...this.state, lastHeard: Date.now() };
    const server = typeof now === 'string' ? Date.parse(now) : Number.NaN;
    if (!Number.isNaN(server)) this.announce({ skewMs: server - Date.now() });
  }

  private lost(by: Connection, loss: Loss): void {
    if (by === this.probe) this.probeFailed();
    if (by !== this.connection) return;
    if (loss.code === TOKEN_EXPIRED) this.tokens.expired();
    const wasUp = this.upSince !== null;
    // A proxy that keeps answers back until they are long shows itself by silence alone.
    const atFault = wasUp ? by.transport !== 'websocket' && loss.reason === 'silent' : !loss.answered;
    if (atFault && this.subscriptions.size > 0 && this.ladder.failed() && !wasUp) this.connect();
    else this.wait(loss);
  }

  private probeFailed(): void {
    this.probe?.close();
    this.probe = null;
    this.planProbe();
  }

  private wait(loss: Loss): void {
    if (this.upSince !== null && Date.now() - this.upSince >= STABLE_MS) this.failures = 0;
    const delay = reconnectDelayMs(this.failures, this.random, loss);
    this.failures += 1;
    this.abandon();
    this.timers.retry = setTimeout(() => this.connect(), delay);
    this.announce({
      phase: 'lost', reason: loss.reason, transport: null, retryAt: Date.now() + delay,
    });
  }

  private refused(by: Connection, refusal: Refusal): void {
    if (by === this.probe) this.probeFailed();
    if (by !== this.connection) return;
    const reason = refusal.message ?? refusal.code;
    if (refusal.code === 'UNAUTHENTICATED' && this.tokens.refused()) this.wait({ reason });
    else this.finish({ phase: 'refused', reason }, refusal);
  }

  private finish(end: Pick<Link, 'phase' | 'reason'>, refusal?: Refusal): void {
    if (this.isFinal) return;
    this.abandon();
    this.tokens.close();
    this.announce({ ...end, transport: null, retryAt: null });
    for (const subscription of [...this.subscriptions]) subscription.end(refusal);
  }

  private abandon(): void {
    clearTimeout(this.timers.retry);
    clearTimeout(this.timers.probe);
    this.timers = {};
    this.upSince = null;
    this.probe?.close();
    this.connection?.close();
    this.probe = this.connection = null;
  }

  private announce(change: Partial<Link>): void {
    this.state = { ...this.state, ...change };
    this.options.onLink?.(this.state);
  }
}

function browserSocket(url: string): WebSocket {
  return new WebSocket(url);
}

function available({ transports = TRANSPORTS, open, fetch }: ClientOptions): [TransportName, ...TransportName[]] {
  const sockets = open !== undefined || typeof WebSocket !== 'undefined';
  const requests = fetch !== undefined || typeof globalThis.fetch !== 'undefined';
  const [first, ...others] = transports.filter((one) => (one === 'websocket' ? sockets : requests));
  if (first === undefined) throw new Error(`none of ${transports.join(', ')} can be had here`);
  return [first, ...others];
}

type Timer = ReturnType<typeof setTimeout>;
