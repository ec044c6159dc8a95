import { isTerminal, refusalOf } from './backoff.js';
import { framesOf, type Bye, type Refusal, type ServerFrame } from './frames.js';
import type { Receipt } from './receipts.js';
import type { Subscription } from './subscription.js';
import type { Connection, Owner } from './transport.js';

const HELLO_WITHIN_MS = 10_000;
const DEFAULT_HEARTBEAT_MS = 15_000;
const RECEIPT_AGAIN_MS = 1_000;
const NORMAL_CLOSURE = 1000;

/** The part of a browser's WebSocket that is used. */
export type Socket =
  Pick<WebSocket, 'onopen' | 'onmessage' | 'onclose' | 'onerror' | 'send' | 'close'>;
export type OpenSocket = (url: string) => Socket;

type Answered = (frame: ServerFrame) => void;

/** All streams over one WebSocket. */
export class WebSocketConnection implements Connection {
  readonly transport = 'websocket';
  private socket: Socket | null = null;
  private greeted = false;
  private bye: Bye | null = null;
  private heartbeatMs = DEFAULT_HEARTBEAT_MS;
  private lastHeard = 0;
  private nextId = 1;
  private timers: { hello?: Timer; watchdog?: Timer } = {};
  private readonly again = new Set<Timer>();
  private readonly subscriptions = new Set<Subscription>();
  private readonly byNumber = new Map<number, Subscription>();
  private readonly newest = new Map<Subscription, number>();
  /** Credit given after a request and before its answer. */
  private readonly ungranted = new Map<Subscription, number>();
  private readonly requests = new Map<number, Answered>();

  constructor(
    private readonly url: string, private readonly open: OpenSocket, private readonly owner: Owner,
  ) {}

  start(): void {
    const socket = this.opened();
    if (socket === null) return;
    this.socket = socket;
    socket.onopen = () => this.hello();
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = (event) => this.closed(event.code, event.reason);
    // What an error means is told by the close after it; some libraries want it listened to.
    socket.onerror = () => {};
    this.timers.hello = setTimeout(() => this.owner.lost(this, { reason: 'no answer' }), HELLO_WITHIN_MS);
  }

  add(subscription: Subscription): void {
    this.subscriptions.add(subscription);
    if (this.greeted) this.request(subscription);
  }

  remove(subscription: Subscription): void {
    this.subscriptions.delete(subscription);
    this.newest.delete(subscription);
    this.ungranted.delete(subscription);
    const number = this.numberOf(subscription);
    if (number === undefined) return;
    this.byNumber.delete(number);
    this.send({ unsub: { sub: number } });
  }

  grant(subscription: Subscription, items: number): void {
    const number = this.numberOf(subscription);
    if (number !== undefined) this.socket?.send(JSON.stringify({ credit: { [number]: items } }));
    else this.ungranted.set(subscription, (this.ungranted.get(subscription) ?? 0) + items);
  }

  tell(subscription: Subscription, receipt: Receipt): void {
    const sub = this.numberOf(subscription);
    if (sub === undefined) return;
    this.send({ seen: { sub, alerts: receipt.alerts } }, ({ error }) => {
      if (error?.retry) this.tellAgain(subscription, receipt, error.afterMs ?? RECEIPT_AGAIN_MS);
      else subscription.receipts.settle(receipt, error);
    });
  }

  typing(room: string): void {
    if (this.greeted) this.send({ typing: { room } });
  }

  renewed(): void {
    if (this.greeted) this.send({ auth: { token: this.owner.token } });
  }

  /** Lets go of the socket at once: a half-open one may take minutes to report its end. */
  close(): void {
    clearTimeout(this.timers.hello);
    clearInterval(this.timers.watchdog);
    for (const timer of this.again) clearTimeout(timer);
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close(NORMAL_CLOSURE);
    this.socket = null;
  }

  private opened(): Socket | null {
    try {
      return this.open(this.url);
    } catch (failure) {
      this.owner.lost(this, { reason: failure instanceof Error ? failure.message : 'not opened' });
      return null;
    }
  }

  private hello(): void {
    this.send({ hello: { token: this.owner.token, client: this.owner.name } }, (frame) => {
      if (frame.ok) this.greet(frame.ok);
      else this.unwelcome(frame.error ?? { code: 'PROTOCOL' });
    });
  }

  private greet(hello: Readonly<Record<string, unknown>>): void {
    clearTimeout(this.timers.hello);
    this.greeted = true;
    if (typeof hello.heartbeatMs === 'number' && hello.heartbeatMs > 0) {
      this.heartbeatMs = hello.heartbeatMs;
    }
    this.timers.watchdog = setInterval(() => this.watch(), this.heartbeatMs / 4);
    for (const subscription of this.subscriptions) this.request(subscription);
    this.owner.heard(this, hello.now);
    this.owner.up(this);
  }

  private unwelcome(refusal: Refusal): void {
    if (refusal.retry) this.unavailable(refusal);
    else this.owner.refused(this, refusal);
  }

  private request(subscription: Subscription): void {
    this.ungranted.delete(subscription);
    const id = this.send({ sub: subscription.request() }, (frame) => {
      const wanted = this.newest.get(subscription) === id;
      if (frame.ok && typeof frame.ok.sub === 'number') {
        if (wanted) this.subscribed(subscription, frame.ok.sub);
        else this.send({ unsub: { sub: frame.ok.sub } });
      } else if (wanted && frame.error) this.notSubscribed(subscription, frame.error);
    });
    this.newest.set(subscription, id);
  }

  private subscribed(subscription: Subscription, number: number): void {
    this.byNumber.set(number, subscription);
    const given = this.ungranted.get(subscription);
    if (given !== undefined) this.grant(subscription, given);
    this.ungranted.delete(subscription);
    for (const receipt of subscription.receipts.all) this.tell(subscription, receipt);
  }

  private notSubscribed(subscription: Subscription, refusal: Refusal): void {
    if (refusal.retry) this.unavailable(refusal);
    else if (subscription.refused(refusal)) this.request(subscription);
  }

  private unavailable({ code, afterMs }: Refusal): void {
    this.owner.lost(this, { reason: code, afterMs, answered: true });
  }

  private heard(message: unknown): void {
    if (typeof message !== 'string') return;
    this.lastHeard = Date.now();
    this.owner.heard(this);
    for (const frame of framesOf(message)) {
      if (this.socket === null) return;
      this.take(frame);
    }
  }

  private take(frame: ServerFrame): void {
    if (typeof frame.id === 'number') this.answered(frame.id, frame);
    else if (frame.bye) this.bye = frame.bye;
    else if (frame.beat) this.beat(frame);
    else if (frame.sub !== undefined) this.streamed(frame.sub, frame);
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
    this.owner.heard(this, frame.now);
  }

  /** A revoked stream has ended at the server already. */
  private streamed(number: number, frame: ServerFrame): void {
    const subscription = this.byNumber.get(number);
    if (frame.gap?.why === 'revoked') this.byNumber.delete(number);
    subscription?.take(frame);
  }

  /** Two silent intervals mean that the link is gone, whatever TCP still believes. */
  private watch(): void {
    if (Date.now() - this.lastHeard < 2 * this.heartbeatMs) return;
    this.owner.lost(this, { reason: 'silent' });
  }

  private closed(code: number, reason: string): void {
    const said = this.bye?.reason ?? reason;
    const why = said === '' ? `closed with ${code}` : said;
    if (isTerminal(code)) this.owner.refused(this, refusalOf(code, why));
    else this.owner.lost(this, { reason: why, code, afterMs: this.bye?.afterMs, answered: code >= 4000 });
  }

  private tellAgain(subscription: Subscription, receipt: Receipt, afterMs: number): void {
    const timer = setTimeout(() => {
      this.again.delete(timer);
      this.tell(subscription, receipt);
    }, afterMs);
    this.again.add(timer);
  }

  private numberOf(subscription: Subscription): number | undefined {
    for (const [number, candidate] of this.byNumber) if (candidate === subscription) return number;
    return undefined;
  }

  private send(body: object, answered?: Answered): number {
    const id = this.nextId++;
    if (answered) this.requests.set(id, answered);
    this.socket?.send(JSON.stringify({ id, ...body }));
    return id;
  }
}

type Timer = ReturnType<typeof setTimeout>;
