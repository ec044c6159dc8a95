import type { ServerFrame } from '../src/frames.js';
import type { Socket } from '../src/websocket.js';

type Body = Record<string, unknown>;

/** The server's end of one connection, for tests. */
export class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onerror: Socket['onerror'] = null;
  readonly received: (Body & { id: number })[] = [];
  readonly messages: string[] = [];
  closedByClient = false;

  constructor(readonly url: string) {}

  send(text: string): void {
    this.messages.push(text);
    for (const line of text.split('\n')) this.received.push(JSON.parse(line) as Body & { id: number });
  }

  close(): void {
    this.closedByClient = true;
  }

  accept(): void {
    call(this.onopen, {});
  }

  /** One message with one frame per line. */
  say(...frames: (ServerFrame | string)[]): void {
    const lines = frames.map((f) => (typeof f === 'string' ? f : JSON.stringify(f)));
    call(this.onmessage, { data: lines.join('\n') });
  }

  end(code: number, reason = ''): void {
    call(this.onclose, { code, reason });
  }

  /** Accepts the connection and greets the client. */
  welcome(hello: Body = {}): void {
    this.accept();
    this.say({ id: this.last('hello').id, ok: { heartbeatMs: 15_000, ...hello } });
  }

  /** The newest request with that verb. */
  last(verb: string): Body & { id: number } {
    const found = this.received.findLast((frame) => verb in frame);
    if (!found) throw new Error(`no ${verb} was sent`);
    return found;
  }

  /** Accepts the newest `sub` under that number. */
  grant(sub: number): void {
    this.say({ id: this.last('sub').id, ok: { sub } });
  }
}

function call(listener: unknown, event: object): void {
  if (typeof listener === 'function') (listener as (event: object) => void)(event);
}

/** Hands out sockets to a client under test. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];

  readonly open = (url: string): Socket => {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket;
  };

  get newest(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('the client has not connected');
    return socket;
  }
}
