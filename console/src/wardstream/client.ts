import { isTerminal, reconnectDelayMs } from './backoff';
import { framesOf, type Bye, type Refusal, type ServerFrame } from './frames';
import { Subscription, type Options, type Watcher } from './subscription';

const HELLO_WITHIN_MS = 10_000;
const DEFAULT_HEARTBEAT_MS = 15_000;
/** A connection that lived this long was a good one: failures are counted afresh. */
const STABLE_MS = 10_000;
const NORMAL_CLOSURE = 1000;

/** The part of a browser's WebSocket that is used. */
export type Socket = Pick<WebSocket, 'onopen' | 'onmessage' | 'onclose' | 'send' | 'close'>;

/**
 * State of the connection. `up` means greeted and heard within two heartbeats; `lost` means it was
 * up, or tried, and is being tried again; `refused` and `closed` are final.
 */
export interface Link {
  readonly phase: 'connecting' | 'up' | 'lost' | 'refused' | 'closed';
  readonly reason: string | null;
  /** When anything was last heard from the server; null before the first answer. */
  readonly lastHeard: number | null;
  /** When the next attempt begins, while lost. */
  readonly retryAt: number | null;
  /** Server clock minus this clock. */
  readonly skewMs: number;
}

export interface ClientOptions {
  readonly url: string;
  readonly token: string;
  readonly name: string;
  readonly onLink: (link: Link) => void;
  readonly open?: ((url: string) => Socket) | undefined;
  readonly random?: () => number;
}

/** Handle of one subscription. */
export interface Stream {
  /** Starts over from where the subscription first began. */
  restart(): void;
  close(): void;
}

/**
 * A reader of streams that stays connected. Every subscription survives reconnects, resuming by
 * cursor. Single-threaded; watchers may subscribe and close from inside their callbacks.
 */
export class Client {
  private socket: Socket | null = null;
  private greeted = false;
  private failures = 0;
  private bye: Bye | null = null;
  private heartbeatMs = DEFAULT_HEARTBEAT_MS;
  private nextId = 1;
  private upSince = 0;
  private state: Link = {
    phase: 'connecting', reason: null, lastHeard: null, retryAt: null, skewMs: 0,
  };
  private timers: { hello?: Timer; watchdog?: Timer; retry?: Timer } = {};
  private readonly subscriptions = new Set<Subscription>();
  private readonly byNumber = new Map<number, Subscription>();
  private readonly requests = new Map<number, (frame: ServerFrame) => void>();

  private token: string;

  constructor(private readonly options: ClientOptions) {
    this.token = options.token;
    this.connect();
  }

  subscribe(stream: string, options: Options, watcher: Watcher): Stream {
    const subscription = new Subscription(stream, options, watcher);
    this.subscriptions.add(subscription);
    if (this.greeted) this.request(subscription);
    return {
      restart: () => {
        if (!this.subscriptions.has(subscription)) return;
        this.drop(subscription);
        subscription.forget();
        if (this.greeted) this.request(subscription);
      },
      close: () => {
        this.subscriptions.delete(subscription);
        this.drop(subscription);
      },
    };
  }

  /** Tries now instead of at the end of the wait, as when the network or the page comes back. */
  nudge(): void {
    if (this.timers.retry !== undefined) this.connect();
  }

  /** A newer token of the same person, in place. */
  renew(token: string): void {
    this.token = token;
    if (this.greeted) this.send({ auth: { token } });
  }

  close(): void {
    this.abandon();
    this.announce({ phase: 'closed', retryAt: null });
  }

  private connect(): void {
    this.abandon();
    const open = this.options.open ?? ((url: string): Socket => new WebSocket(url));
    const socket = open(this.options.url);
    this.socket = socket;
    socket.onopen = () => this.hello();
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = (event) => this.closed(event.code, event.reason);
    this.timers.hello = setTimeout(() => this.lose('no answer'), HELLO_WITHIN_MS);
  }

  private hello(): void {
    this.send({ hello: { token: this.token, client: this.options.name } }, (frame) => {
      if (frame.ok) this.greet(frame.ok);
      else this.unwelcome(frame.error ?? { code: 'PROTOCOL' });
    });
  }

  private greet(hello: Readonly<Record<string, unknown>>): void {
    clearTimeout(this.timers.hello);
    this.greeted = true;
    this.upSince = Date.now();
    if (typeof hello.heartbeatMs === 'number' && hello.heartbeatMs > 0) {
      this.heartbeatMs = hello.heartbeatMs;
    }
    this.timers.watchdog = setInterval(() => this.watch(), this.heartbeatMs / 4);
    for (const subscription of this.subscriptions) this.request(subscription);
    this.announce({ phase: 'up', reason: null, retryAt: null, ...this.skew(hello.now) });
  }

  private unwelcome(refusal: Refusal): void {
    if (refusal.retry) this.lose(refusal.code, { code: 0, afterMs: refusal.afterMs });
    else this.refuse(refusal.message ?? refusal.code);
  }

  private request(subscription: Subscription): void {
    this.send({ sub: subscription.request() }, (frame) => {
      if (frame.ok) this.subscribed(subscription, frame.ok.sub);
      else if (frame.error) this.notSubscribed(subscription, frame.error);
    });
  }

  private subscribed(subscription: Subscription, number: unknown): void {
    if (typeof number !== 'number') return;
    this.drop(subscription);
    if (this.subscriptions.has(subscription)) this.byNumber.set(number, subscription);
    else this.send({ unsub: { sub: number } });
  }

  private notSubscribed(subscription: Subscription, refusal: Refusal): void {
    if (!this.subscriptions.has(subscription)) return;
    if (subscription.refusedBecauseOfCursor(refusal)) {
      subscription.forget();
      this.request(subscription);
    } else if (refusal.retry) {
      this.lose(refusal.code, { code: 0, afterMs: refusal.afterMs });
    } else {
      this.subscriptions.delete(subscription);
      subscription.refused(refusal);
    }
  }

  private heard(message: unknown): void {
    if (typeof message !== 'string') return;
    this.state = { ...this.state, lastHeard: Date.now() };
    const socket = this.socket;
    for (const frame of framesOf(message)) {
      if (this.socket !== socket) return;
      this.take(frame);
    }
  }

  private take(frame: ServerFrame): void {
    if (typeof frame.id === 'number') this.answered(frame.id, frame);
    else if (frame.bye) this.bye = frame.bye;
    else if (frame.beat) this.beat(frame);
    else if (frame.sub !== undefined) this.byNumber.get(frame.sub)?.take(frame);
    if (frame.gap?.why === 'revoked' && frame.sub !== undefined) this.revoked(frame.sub);
  }

  private answered(id: number, frame: ServerFrame): void {
    const waiting = this.requests.get(id);
    this.requests.delete(id);
    waiting?.(frame);
  }

  private beat(frame: ServerFrame): void {
    for (const [number, cursor] of Object.entries(frame.beat ?? {})) {
      this.byNumber.get(Number(number))?.moveTo(cursor);
    }
    this.announce(this.skew(frame.now));
  }

  private revoked(number: number): void {
    const subscription = this.byNumber.get(number);
    this.byNumber.delete(number);
    if (subscription) this.subscriptions.delete(subscription);
  }

  /** Two silent intervals mean that the link is gone, whatever TCP still believes. */
  private watch(): void {
    if (Date.now() - (this.state.lastHeard ?? 0) >= 2 * this.heartbeatMs) this.lose('silent');
  }

  private closed(code: number, reason: string): void {
    const said = this.bye?.reason ?? reason;
    if (isTerminal(code)) this.refuse(said === '' ? `closed with ${code}` : said);
    else this.lose(said === '' ? `closed with ${code}` : said, { code, afterMs: this.bye?.afterMs });
  }

  private lose(reason: string, close?: { code: number; afterMs?: number | undefined }): void {
    if (this.greeted && Date.now() - this.upSince >= STABLE_MS) this.failures = 0;
    const delay = reconnectDelayMs(this.failures, this.options.random ?? Math.random, close);
    this.failures += 1;
    this.abandon();
    this.timers.retry = setTimeout(() => this.connect(), delay);
    this.announce({ phase: 'lost', reason, retryAt: Date.now() + delay });
  }

  private refuse(reason: string): void {
    this.abandon();
    this.announce({ phase: 'refused', reason, retryAt: null });
  }

  /** Lets go of the socket at once: a half-open one may take minutes to report its end. */
  private abandon(): void {
    clearTimeout(this.timers.hello);
    clearTimeout(this.timers.retry);
    clearInterval(this.timers.watchdog);
    this.timers = {};
    this.greeted = false;
    this.bye = null;
    this.byNumber.clear();
    this.requests.clear();
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close(NORMAL_CLOSURE);
    this.socket = null;
  }

  private drop(subscription: Subscription): void {
    for (const [number, candidate] of this.byNumber) {
      if (candidate !== subscription) continue;
      this.byNumber.delete(number);
      this.send({ unsub: { sub: number } });
    }
  }

  private send(body: object, answered?: (frame: ServerFrame) => void): void {
    if (!this.socket) return;
    const id = this.nextId++;
    if (answered) this.requests.set(id, answered);
    this.socket.send(JSON.stringify({ id, ...body }));
  }

  private skew(now: unknown): { skewMs?: number } {
    const server = typeof now === 'string' ? Date.parse(now) : Number.NaN;
    return Number.isNaN(server) ? {} : { skewMs: server - Date.now() };
  }

  private announce(change: Partial<Link>): void {
    this.state = { ...this.state, ...change };
    this.options.onLink(this.state);
  }
}

type Timer = ReturnType<typeof setTimeout>;
