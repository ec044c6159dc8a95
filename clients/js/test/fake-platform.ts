import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Item, ServerFrame } from '../src/frames.js';

const PARTITIONS = 3;

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What an item of the fake log says: which event it is, or up to where a state knows. */
export interface Fact {
  readonly partition: number;
  readonly offset: number;
}

/** One stream that is being followed, from a position in each partition. */
interface Follower {
  readonly position: number[];
  credit: number;
  send(frame: ServerFrame): void;
}

/**
 * One stream of three partitions, over real sockets: WebSocket, server-sent events and long poll.
 * It cuts its data into frames of any size, mixes the partitions, and leaves cursors out, all by
 * chance.
 */
export class FakePlatform {
  readonly allows = { websocket: true, sse: true, poll: true };
  readonly asked: string[] = [];
  readonly heads: number[] = Array.from({ length: PARTITIONS }, () => 0);
  private readonly followers = new Set<Follower>();
  private readonly polls = new Set<() => void>();
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true });

  private constructor(private readonly random: () => number) {
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.on('upgrade', (request, socket, head) => {
      this.asked.push('websocket');
      socket.on('error', () => {});
      if (!this.allows.websocket) socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      else this.sockets.handleUpgrade(request, socket, head, (opened) => this.converse(opened));
    });
  }

  static async start(random: () => number): Promise<FakePlatform> {
    const platform = new FakePlatform(random);
    await new Promise<void>((done) => { platform.server.listen(0, '127.0.0.1', done); });
    return platform;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/push`;
  }

  append(events: number): void {
    for (let i = 0; i < events; i++) this.heads[Math.floor(this.random() * PARTITIONS)]! += 1;
    for (const follower of this.followers) this.pump(follower);
    for (const poll of this.polls) poll();
  }

  /** Cuts every connection, in whatever state it is. */
  cut(): void {
    this.followers.clear();
    this.polls.clear();
    for (const socket of this.sockets.clients) socket.terminate();
    this.server.closeAllConnections();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((done) => { this.server.close(done); });
  }

  private converse(socket: WebSocket): void {
    const say = (frame: object): void => socket.send(JSON.stringify(frame));
    const mine = new Map<number, Follower>();
    socket.on('message', (message) => {
      for (const line of String(message).split('\n')) {
        const { id, hello, sub, unsub, credit } = JSON.parse(line) as Record<string, never>;
        if (hello) say({ id, ok: { heartbeatMs: 15_000 } });
        if (unsub) this.followers.delete(mine.get(unsub['sub'])!);
        for (const [number, items] of Object.entries(credit ?? {})) {
          const follower = mine.get(Number(number))!;
          follower.credit += Number(items);
          this.pump(follower);
        }
        if (!sub) continue;
        const number = mine.size + 1;
        say({ id, ok: { sub: number } });
        mine.set(number, this.follow(sub['from'], sub['credit'], (frame) => say({ sub: number, ...frame })));
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => mine.forEach((follower) => this.followers.delete(follower)));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://fake');
    const from = url.searchParams.get('cursor') ?? url.searchParams.get('from') ?? 'snapshot';
    const isSse = request.headers.accept === 'text/event-stream';
    this.asked.push(isSse ? 'sse' : 'poll');
    if (!(isSse ? this.allows.sse : this.allows.poll)) {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<p>not here</p>');
    } else if (isSse) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      const follower = this.follow(from, undefined, (frame) => {
        response.write(`event: ${Object.keys(frame)[0]}\ndata: ${JSON.stringify({ sub: 1, ...frame })}\n\n`);
      });
      response.on('close', () => this.followers.delete(follower));
    } else {
      this.poll(from, Number(url.searchParams.get('waitMs')), response);
    }
  }

  private poll(from: string, waitMs: number, response: ServerResponse): void {
    const follower: Follower = { position: this.positionOf(from), credit: Infinity, send: () => {} };
    const snapshot = from === 'snapshot' ? { snapshot: this.state(), more: false } : {};
    const reply = (): void => {
      const data = this.take(follower);
      if (waitMs > 0 && data.length === 0) return;
      this.polls.delete(reply);
      const body = { ...snapshot, data, cursor: cursorOf(follower), live: this.isAtHead(follower) };
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(body));
    };
    this.polls.add(reply);
    response.on('close', () => this.polls.delete(reply));
    reply();
  }

  private follow(from: From, credit: number | undefined, send: Follower['send']): Follower {
    const begin = typeof from === 'string' ? from : from.cursor;
    const follower = { position: this.positionOf(begin), credit: credit ?? Infinity, send };
    if (begin === 'snapshot') {
      const state = this.state();
      follower.credit -= state.length;
      send({ snapshot: state.slice(0, 1), more: true });
      send({ snapshot: state.slice(1), more: false });
      send({ live: { cursor: cursorOf(follower) } });
      this.followers.add(follower);
      this.pump(follower);
    } else {
      this.followers.add(follower);
      this.pump(follower);
      send({ live: { cursor: cursorOf(follower) } });
    }
    return follower;
  }

  private pump(follower: Follower): void {
    for (let data = this.take(follower); data.length > 0; data = this.take(follower)) {
      follower.send({ data, ...(this.random() < 0.5 ? { cursor: cursorOf(follower) } : {}) });
    }
  }

  /** Some of what a follower has not had, in the order of each partition. */
  private take(follower: Follower): Item<Fact>[] {
    const items: Item<Fact>[] = [];
    const most = Math.min(follower.credit, 1 + Math.floor(this.random() * 8));
    while (items.length < most && !this.isAtHead(follower)) {
      const partition = Math.floor(this.random() * PARTITIONS);
      const offset = follower.position[partition]!;
      if (offset === this.heads[partition]) continue;
      follower.position[partition] = offset + 1;
      items.push({ at: `events/${partition}/${offset}`, data: { partition, offset } });
    }
    follower.credit -= items.length;
    return items;
  }

  private state(): Item<Fact>[] {
    return this.heads.map((head, partition) => (
      { at: `state/${partition}/${head}`, data: { partition, offset: head } }));
  }

  private positionOf(begin: string): number[] {
    if (begin === 'snapshot') return [...this.heads];
    return begin === 'earliest' ? this.heads.map(() => 0) : begin.split('-').map(Number);
  }

  private isAtHead(follower: Follower): boolean {
    return this.heads.every((head, partition) => follower.position[partition] === head);
  }
}

type From = string | { cursor: string };

function cursorOf(follower: Follower): string {
  return follower.position.join('-');
}
