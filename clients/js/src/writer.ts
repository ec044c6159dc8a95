import { isTerminal, reconnectDelayMs, refusalOf } from './backoff.js';
import { framesOf, type Refusal, type ServerFrame } from './frames.js';
import type { Socket } from './websocket.js';

const HELLO_WITHIN_MS = 10_000;
/** Requests kept while there is no connection; beyond that the oldest goes. */
const KEPT = 1_000;
const RETRY_MS = 1_000;
/** A connection that leaves a request unanswered for so long is given up. */
const ANSWER_WITHIN_MS = 15_000;

export interface WriterOptions {
  readonly url: string;
  readonly token: string;
  readonly name: string;
  readonly open?: ((url: string) => Socket) | undefined;
  readonly random?: () => number;
  /** A token that was refused may be replaced by `renew`: what waits is kept until then. */
  readonly renews?: boolean | undefined;
  /** Called when the server will have nothing more of this writer, as after a token it refused. */
  readonly onEnd?: (() => void) | undefined;
}

/**
 * Sends requests to the ingest endpoint until each is answered: connects when there is something
 * to say, says in one message what gathered meanwhile, and says again what a lost connection or a
 * passing refusal left unanswered. Therefore only for requests that may be recorded twice.
 */
export class Writer {
  private socket: Socket | null = null;
  private greeted = false;
  private failures = 0;
  private nextId = 1;
  private ended = false;
  /** The server refused it: only another is worth a connection. */
  private refusedToken: string | null = null;
  private waiting: object[] = [];
  private readonly unanswered = new Map<number, object>();
  private readonly askers = new Map<object, Asker>();
  private timers: { hello?: Timer; retry?: Timer; flush?: Timer; answer?: Timer } = {};

  private token: string;

  constructor(private readonly options: WriterOptions) {
    this.token = options.token;
  }

  /** Requests that nobody has answered yet. */
  get pending(): number {
    return this.waiting.length + this.unanswered.size;
  }

  send(request: object): void {
    if (this.ended) return;
    this.waiting.push(request);
    if (this.waiting.length > KEPT) this.forget(this.waiting.shift());
    if (this.greeted) this.soon();
    else if (this.socket === null && this.timers.retry === undefined && !this.isBarred) this.connect();
  }

  /** The same, and tells what came of it; rejects with the server's refusal, or with `CLOSED`. */
  ask(request: object): Promise<Answer> {
    const own = { ...request };
    return new Promise((answered, refused) => {
      if (this.ended) {
        refused({ code: 'CLOSED' } satisfies Refusal);
        return;
      }
      this.askers.set(own, { answered, refused });
      this.send(own);
    });
  }

  private forget(request: object | undefined, refusal: Refusal = { code: 'CLOSED' }): void {
    if (request === undefined) return;
    this.askers.get(request)?.refused(refusal);
    this.askers.delete(request);
  }

  /** A newer token of the same person, in place. */
  renew(token: string): void {
    this.token = token;
    if (this.isBarred) return;
    if (this.refusedToken !== null) this.welcomeBack();
    else if (this.greeted) this.socket?.send(JSON.stringify({ id: this.nextId++, auth: { token } }));
  }

  private get isBarred(): boolean {
    return this.refusedToken === this.token;
  }

  private welcomeBack(): void {
    this.refusedToken = null;
    if (this.waiting.length > 0) this.connect();
  }

  /** The network may be back: tries now instead of at the end of the wait. */
  nudge(): void {
    if (this.timers.retry === undefined || this.waiting.length === 0) return;
    this.failures = 0;
    this.connect();
  }

  close(): void {
    this.ended = true;
    this.waiting = [];
    this.abandon();
    this.waiting = [];
    for (const request of [...this.askers.keys()]) this.forget(request);
  }

  private connect(): void {
    this.abandon();
    const open = this.options.open ?? ((url: string): Socket => new WebSocket(url));
    const socket = open(this.options.url);
    this.socket = socket;
    socket.onopen = () => {
      const hello = { token: this.token, client: this.options.name };
      socket.send(JSON.stringify({ id: 0, hello }));
    };
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = (event) => this.closed(event.code);
    socket.onerror = () => {};
    this.timers.hello = setTimeout(() => this.lose(), HELLO_WITHIN_MS);
  }

  private heard(message: unknown): void {
    if (typeof message !== 'string') return;
    for (const frame of framesOf(message)) {
      if (frame.id === 0) this.welcomed(frame);
      else if (typeof frame.id === 'number') this.answered(frame.id, frame);
    }
  }

  private welcomed(frame: ServerFrame): void {
    if (!frame.ok) {
      if (frame.error?.retry) this.lose();
      else if (frame.error?.code === 'UNAUTHENTICATED') this.unknown();
      else this.end();
      return;
    }
    clearTimeout(this.timers.hello);
    this.greeted = true;
    this.failures = 0;
    this.flush();
  }

  private answered(id: number, { ok, error }: ServerFrame): void {
    const request = this.unanswered.get(id);
    this.unanswered.delete(id);
    if (request === undefined) return;
    this.expectAnswer();
    if (error?.retry) {
      this.waiting.push(request);
      this.soon(error.afterMs ?? RETRY_MS);
    } else if (error) {
      this.forget(request, error);
    } else {
      this.askers.get(request)?.answered(ok ?? {});
      this.askers.delete(request);
    }
  }

  /** After the tasks that run now, so that what belongs together goes together. */
  private soon(afterMs = 0): void {
    this.timers.flush ??= setTimeout(() => this.flush(), afterMs);
  }

  private flush(): void {
    clearTimeout(this.timers.flush);
    delete this.timers.flush;
    if (!this.greeted || this.waiting.length === 0) return;
    const lines = this.waiting.map((request) => {
      const id = this.nextId++;
      this.unanswered.set(id, request);
      return JSON.stringify({ id, ...request });
    });
    this.waiting = [];
    this.socket?.send(lines.join('\n'));
    this.expectAnswer();
  }

  private expectAnswer(): void {
    clearTimeout(this.timers.answer);
    delete this.timers.answer;
    if (this.unanswered.size > 0) this.timers.answer = setTimeout(() => this.lose(), ANSWER_WITHIN_MS);
  }

  private closed(code: number): void {
    if (!isTerminal(code)) this.lose();
    else if (refusalOf(code, '').code === 'UNAUTHENTICATED') this.unknown();
    else this.end();
  }

  /** The token is not accepted, or not any more. */
  private unknown(): void {
    if (!this.options.renews) {
      this.end();
      return;
    }
    this.refusedToken = this.token;
    this.abandon();
  }

  private end(): void {
    this.close();
    this.options.onEnd?.();
  }

  private lose(): void {
    const delay = reconnectDelayMs(this.failures, this.options.random ?? Math.random);
    this.failures += 1;
    this.abandon();
    this.timers.retry = setTimeout(() => this.retry(), delay);
  }

  private retry(): void {
    delete this.timers.retry;
    if (this.waiting.length > 0) this.connect();
  }

  private abandon(): void {
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.timers = {};
    this.greeted = false;
    const kept = [...this.unanswered.values(), ...this.waiting];
    kept.splice(0, Math.max(0, kept.length - KEPT)).forEach((request) => this.forget(request));
    this.waiting = kept;
    this.unanswered.clear();
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close(1000);
    this.socket = null;
  }
}

type Timer = ReturnType<typeof setTimeout>;
type Answer = Readonly<Record<string, unknown>>;

interface Asker {
  readonly answered: (ok: Answer) => void;
  readonly refused: (refusal: Refusal) => void;
}
