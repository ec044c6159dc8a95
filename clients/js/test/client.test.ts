import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client } from '../src/client.js';
import type { Gap, Item, Refusal } from '../src/frames.js';
import type { Link } from '../src/link.js';
import type { Handlers } from '../src/subscription.js';
import { FakeServer } from './fake-server.js';

const ALERTS = 'wards/icu-1/alerts';

function item(offset: number): Item {
  return { at: `alerts.events/3/${offset}`, data: { offset } };
}

class Recorder implements Handlers {
  readonly log: string[] = [];
  onReset = (): void => { this.log.push('reset'); };
  onSnapshot = (items: readonly Item[]): void => { this.log.push(`snapshot ${offsets(items)}`); };
  onLive = (): void => { this.log.push('live'); };
  onData = (items: readonly Item[]): void => { this.log.push(`data ${offsets(items)}`); };
  onGap = (gap: Gap): void => { this.log.push(`gap ${gap.why}`); };
  onEnd = (refusal?: Refusal): void => { this.log.push(refusal ? `refused ${refusal.code}` : 'end'); };
}

function offsets(items: readonly Item[]): string {
  return items.map((one) => (one.data as { offset: number }).offset).join(',');
}

describe('Client', () => {
  let server: FakeServer;
  let client: Client;
  let link: Link;
  let recorder: Recorder;
  let random: number;

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') });
    server = new FakeServer();
    recorder = new Recorder();
    random = 0.5;
    client = new Client({
      url: 'wss://ward.example/v1/push', token: 'secret', name: 'test/1',
      onLink: (now) => { link = now; }, open: server.open, random: () => random,
      transports: ['websocket'],
    });
  });
  afterEach(() => {
    client.close();
    vi.useRealTimers();
  });

  function watch(): void {
    client.subscribe<string>(ALERTS, { from: 'snapshot', deliver: 'every', ...recorder });
  }

  /** Up, subscribed, snapshot taken, cursor c1. */
  function live(): void {
    watch();
    server.newest.welcome();
    server.newest.grant(7);
    server.newest.say({ sub: 7, snapshot: [item(1)] }, { sub: 7, live: { cursor: 'c1' } });
  }

  it('comes back without a stream, whatever the transports: HTTP alone would ask for nothing', async () => {
    client.close();
    client = new Client({
      url: 'wss://ward.example/v1/push', token: 'secret', name: 'test/1', random: () => 0.5,
      onLink: (now) => { link = now; }, open: server.open, fetch: () => Promise.reject(new TypeError('away')),
    });
    for (let times = 0; times < 3; times++) {
      server.newest.end(1006);
      await vi.advanceTimersByTimeAsync(60_000);
    }
    server.newest.welcome();
    expect(link.phase).toBe('up');
  });

  it('sends the token in the first frame and never in the address', () => {
    server.newest.accept();
    expect(server.newest.received).toEqual([{ id: 1, hello: { token: 'secret', client: 'test/1' } }]);
    expect(server.newest.url).not.toContain('secret');
  });

  it('subscribes only after the greeting', () => {
    watch();
    server.newest.accept();
    expect(server.newest.received).toHaveLength(1);
    server.newest.say({ id: 1, ok: { heartbeatMs: 15_000 } });
    expect(server.newest.last('sub').sub)
      .toEqual({ stream: ALERTS, from: 'snapshot', deliver: 'every' });
  });

  it('hands on snapshot, live and data in order', () => {
    live();
    server.newest.say({ sub: 7, data: [item(2), item(3)], cursor: 'c2' });
    expect(recorder.log).toEqual(['reset', 'snapshot 1', 'live', 'data 2,3']);
  });

  it('takes an empty snapshot for a snapshot', () => {
    watch();
    server.newest.welcome();
    server.newest.grant(7);
    server.newest.say({ sub: 7, live: { cursor: 'c1' } });
    expect(recorder.log).toEqual(['reset', 'live']);
  });

  it('tells state that comes between events from a whole snapshot', () => {
    live();
    server.newest.say({ sub: 7, snapshot: [item(5)] });
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    server.newest.grant(1);
    server.newest.say({ sub: 1, snapshot: [item(6)] }, { sub: 1, live: { cursor: 'c2' } });
    expect(recorder.log.slice(3)).toEqual(['snapshot 5', 'snapshot 6', 'live']);
  });

  it('takes a whole snapshot instead of a resumed stream of state', () => {
    live();
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    server.newest.grant(1);
    server.newest.say(
      { sub: 1, snapshot: [item(5)], more: true }, { sub: 1, snapshot: [item(6)], more: false },
      { sub: 1, live: { cursor: 'c2' } });
    expect(recorder.log.slice(3)).toEqual(['reset', 'snapshot 5', 'snapshot 6', 'live']);
  });

  it('leaves out lines that are not JSON objects', () => {
    live();
    server.newest.say('{"sub":7,', '17', '', { sub: 7, data: [item(2)] });
    expect(recorder.log.at(-1)).toBe('data 2');
  });

  it('resumes by the newest cursor and drops what came after it already', () => {
    live();
    server.newest.say({ sub: 7, data: [item(2)], cursor: 'c2' }, { sub: 7, data: [item(3)] });
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    expect(server.newest.last('sub').sub).toMatchObject({ from: { cursor: 'c2' } });
    server.newest.grant(1);
    server.newest.say({ sub: 1, data: [item(3), item(4)], cursor: 'c3' });
    expect(recorder.log).toEqual(['reset', 'snapshot 1', 'live', 'data 2', 'data 3', 'data 4']);
  });

  it('drops repeats that come after a newer cursor of the same replay', () => {
    live();
    server.newest.say({ sub: 7, data: [item(2)] }, { sub: 7, data: [item(3)] });
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    server.newest.grant(1);
    server.newest.say({ sub: 1, data: [item(2)], cursor: 'c2' }, { sub: 1, data: [item(3), item(4)] });
    expect(recorder.log.slice(3)).toEqual(['data 2', 'data 3', 'data 4']);
  });

  it('learns cursors from beats', () => {
    live();
    server.newest.say({ beat: { 7: 'c9' }, now: '2026-11-21T12:00:05Z' });
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    expect(server.newest.last('sub').sub).toMatchObject({ from: { cursor: 'c9' } });
    expect(link.skewMs).toBe(5_000);
  });

  it('starts over when only the cursor is refused', () => {
    live();
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    server.newest.say({ id: server.newest.last('sub').id, error: { code: 'BAD_CURSOR' } });
    expect(server.newest.last('sub').sub).toMatchObject({ from: 'snapshot' });
    server.newest.grant(2);
    server.newest.say({ sub: 2, snapshot: [item(8)] });
    expect(recorder.log.slice(3)).toEqual(['reset', 'snapshot 8']);
  });

  it('reports a stream that is refused and does not ask again', () => {
    watch();
    server.newest.welcome();
    server.newest.say({ id: server.newest.last('sub').id, error: { code: 'FORBIDDEN' } });
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    expect(recorder.log).toEqual(['refused FORBIDDEN']);
    expect(server.newest.received).toHaveLength(1);
  });

  it('does not resume a stream whose right was revoked', () => {
    live();
    server.newest.say({ sub: 7, gap: { why: 'revoked' } });
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    expect(recorder.log.slice(-2)).toEqual(['gap revoked', 'end']);
    expect(server.newest.received).toHaveLength(1);
  });

  it('declares the link lost after two silent heartbeats and lets go of the socket', () => {
    live();
    vi.advanceTimersByTime(28_000);
    expect(link.phase).toBe('up');
    const silent = server.newest;
    vi.advanceTimersByTime(4_000);
    expect(link).toMatchObject({ phase: 'lost', reason: 'silent' });
    expect(silent.closedByClient).toBe(true);
    silent.say({ sub: 7, data: [item(2)] });
    expect(recorder.log).not.toContain('data 2');
  });

  it('stays up while beats arrive', () => {
    live();
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(15_000);
      server.newest.say({ beat: { 7: `c${i}` } });
    }
    expect(link.phase).toBe('up');
  });

  it('gives up on a server that accepts but never greets', () => {
    server.newest.accept();
    vi.advanceTimersByTime(10_000);
    expect(link).toMatchObject({ phase: 'lost', reason: 'no answer' });
  });

  it('waits under a ceiling that doubles from 1 s to 30 s', () => {
    random = 1;
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      server.newest.end(1006);
      waits.push((link.retryAt ?? 0) - Date.now());
      vi.advanceTimersByTime(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('leaves a draining node within the time it grants', () => {
    live();
    server.newest.say({ bye: { code: 4000, reason: 'DRAINING', afterMs: 400 } });
    server.newest.end(4000);
    expect((link.retryAt ?? 0) - Date.now()).toBe(200);
    vi.advanceTimersByTime(200);
    expect(server.sockets).toHaveLength(2);
  });

  it('never comes back after a code of 4500 or more', () => {
    live();
    server.newest.end(4504, 'SUPERSEDED');
    vi.advanceTimersByTime(120_000);
    expect(link).toMatchObject({ phase: 'refused', reason: 'SUPERSEDED' });
    expect(server.sockets).toHaveLength(1);
  });

  it('takes a refused token as final', () => {
    server.newest.accept();
    server.newest.say({ id: 1, error: { code: 'UNAUTHENTICATED', message: 'token expired' } });
    vi.advanceTimersByTime(120_000);
    expect(link).toMatchObject({ phase: 'refused', reason: 'token expired' });
    expect(server.sockets).toHaveLength(1);
  });

  it('tries at once when nudged', () => {
    server.newest.end(1006);
    client.nudge();
    expect(server.sockets).toHaveLength(2);
    vi.advanceTimersByTime(9_000);
    expect(server.sockets).toHaveLength(2);
  });

  it('restarts a stream from its beginning under a new number', () => {
    const stream = client.subscribe<string>(ALERTS, { from: 'snapshot', ...recorder });
    server.newest.welcome();
    server.newest.grant(7);
    server.newest.say({ sub: 7, snapshot: [item(1)] }, { sub: 7, live: { cursor: 'c1' } });
    stream.restart();
    expect(server.newest.last('unsub').unsub).toEqual({ sub: 7 });
    server.newest.grant(8);
    server.newest.say({ sub: 7, data: [item(2)] }, { sub: 8, snapshot: [item(3)] });
    expect(recorder.log).toEqual(['reset', 'snapshot 1', 'live', 'reset', 'snapshot 3']);
  });

  it('unsubscribes a stream that was closed before it was granted', () => {
    const stream = client.subscribe<string>(ALERTS, { from: 'snapshot', ...recorder });
    server.newest.welcome();
    stream.close();
    server.newest.grant(7);
    expect(server.newest.last('unsub').unsub).toEqual({ sub: 7 });
  });

  it('renews its token in place, and comes back with the newest', () => {
    live();
    client.renew('newer');
    expect(server.newest.last('auth').auth).toEqual({ token: 'newer' });
    expect(server.sockets).toHaveLength(1);
    server.newest.end(1006);
    vi.advanceTimersByTime(2_000);
    server.newest.accept();
    expect(server.newest.last('hello').hello).toEqual({ token: 'newer', client: 'test/1' });
  });
});
