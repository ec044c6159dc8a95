import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client, type Link } from '../src/index.js';
import { Repeats } from '../src/repeats.js';
import { Events } from '../src/sse.js';
import { FakeServer } from './fake-server.js';

describe('events in pieces of text', () => {
  const text = 'retry: 9\n\n: comment\r\ndata: {"a":1}\r\nevent: data\nid: c1\n\ndata:one\rdata: two\r\n\r\n';

  it.each(Array.from({ length: text.length }, (_, i) => i))('are whole when cut at %i', (at) => {
    const events = new Events();
    const data = [...events.in(text.slice(0, at)), ...events.in(text.slice(at))];
    expect(data).toEqual(['{"a":1}', 'one\ntwo']);
  });

  it('may not grow without end', () => {
    const events = new Events();
    const piece = 'x'.repeat(1 << 20);
    expect(() => { for (let i = 0; i < 10; i++) events.in(piece); }).toThrow('too long');
  });
});

describe('repeats', () => {
  it('are removed in whatever order they come', () => {
    const repeats = new Repeats();
    for (const at of ['t/0/5', 't/0/3', 't/1/9']) expect(repeats.isNew(at)).toBe(true);
    repeats.resume();
    expect(['t/1/9', 't/0/4', 't/0/3', 't/0/5'].map((at) => repeats.isNew(at)))
      .toEqual([false, true, false, false]);
  });

  it('are still known when they came again and the stream is cut once more', () => {
    const repeats = new Repeats();
    ['t/0/1', 't/0/2'].forEach((at) => repeats.isNew(at));
    repeats.resume();
    repeats.isNew('t/0/1');
    repeats.cursor();
    repeats.isNew('t/0/2');
    repeats.resume();
    expect(repeats.isNew('t/0/2')).toBe(false);
  });

  it('are remembered within a bound', () => {
    const repeats = new Repeats();
    for (let i = 0; i <= 20_000; i++) repeats.isNew(`t/0/${i}`);
    expect([repeats.isNew('t/0/0'), repeats.isNew('t/0/20000')]).toEqual([true, false]);
  });
});

describe('a client of a WebSocket', () => {
  let server: FakeServer;
  let client: Client;
  let link: Link;

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') });
    server = new FakeServer();
  });
  afterEach(() => {
    client.close();
    vi.useRealTimers();
  });

  function open(token: string | (() => Promise<string>) = 't'): void {
    client = new Client({
      url: 'wss://x/v1/push', token, name: 'test/1', open: server.open, random: () => 0,
      transports: ['websocket'], onLink: (now) => { link = now; },
    });
  }

  const items = (n: number): { at: string; data: number }[] =>
    Array.from({ length: n }, () => ({ at: `t/0/${offset++}`, data: offset }));
  let offset = 0;
  const credits = (): unknown[] =>
    server.newest.received.map((frame) => frame.credit).filter((credit) => credit !== undefined);

  it('grants again what was handled, when half is used', () => {
    open();
    client.subscribe('wards/w/vitals', { credit: 10 });
    server.newest.welcome();
    expect(server.newest.last('sub').sub).toMatchObject({ credit: 10 });
    server.newest.grant(7);
    server.newest.say({ sub: 7, data: items(4) });
    expect(credits()).toEqual([]);
    server.newest.say({ sub: 7, data: items(1) });
    expect(credits()).toEqual([{ 7: 5 }]);
  });

  it('grants nothing while a handler is busy', async () => {
    open();
    let done = (): void => {};
    client.subscribe('wards/w/vitals', {
      credit: 4, onData: () => new Promise<void>((resolve) => { done = resolve; }),
    });
    server.newest.welcome();
    server.newest.grant(7);
    server.newest.say({ sub: 7, data: items(4) });
    await vi.advanceTimersByTimeAsync(0);
    expect(credits()).toEqual([]);
    done();
    await vi.advanceTimersByTimeAsync(0);
    expect(credits()).toEqual([{ 7: 4 }]);
  });

  it('leaves granting to the hand that wants it', () => {
    open();
    const stream = client.subscribe('wards/w/vitals', { credit: 4, granting: 'hand' });
    server.newest.welcome();
    stream.grant(2);
    server.newest.grant(7);
    server.newest.say({ sub: 7, data: items(6) });
    stream.grant(3);
    expect(credits()).toEqual([{ 7: 2 }, { 7: 3 }]);
  });

  it('tells what was seen until it is answered', async () => {
    open();
    const stream = client.subscribe('wards/w/alerts', {});
    server.newest.welcome();
    const seen = stream.seen(['a-1', 'a-2']);
    const refused = stream.seen(['a-3']);
    server.newest.grant(7);
    server.newest.end(1006);
    vi.advanceTimersByTime(0);
    server.newest.welcome();
    server.newest.grant(8);
    const told = server.newest.received.filter((frame) => 'seen' in frame);
    expect(told.map((frame) => frame.seen))
      .toEqual([{ sub: 8, alerts: ['a-1', 'a-2'] }, { sub: 8, alerts: ['a-3'] }]);
    server.newest.say({ id: told[0]!.id, ok: {} }, { id: told[1]!.id, error: { code: 'UNKNOWN_VERB' } });
    await expect(seen).resolves.toBeUndefined();
    await expect(refused).rejects.toMatchObject({ code: 'UNKNOWN_VERB' });
  });

  it('tells that somebody types to a connection that is up, and to no later one', () => {
    open();
    client.typing('consult-1');
    server.newest.welcome();
    client.typing('consult-2');
    const told = server.newest.received.filter((frame) => 'typing' in frame);
    expect(told.map((frame) => frame.typing)).toEqual([{ room: 'consult-2' }]);
  });

  it('does not lose frames to a handler that throws', async () => {
    open();
    const uncaught = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {});
    const second: unknown[] = [];
    client.subscribe('wards/w/vitals', { onData: () => { throw new Error('bug'); } });
    server.newest.welcome();
    server.newest.grant(1);
    client.subscribe<string>('wards/w/alerts', { onData: (data) => second.push(...data) });
    server.newest.grant(2);
    server.newest.say({ sub: 1, data: items(1) }, { sub: 2, data: items(1) });
    expect(second).toHaveLength(1);
    expect(uncaught).toHaveBeenCalledOnce();
    uncaught.mockRestore();
  });

  const jwt = (seconds: number): string =>
    `h.${btoa(JSON.stringify({ exp: Date.now() / 1000 + seconds }))}.s`;

  it('renews its token before it expires, over the same socket', async () => {
    let n = 0;
    open(async () => `${jwt(40)}${n++}`);
    await vi.advanceTimersByTimeAsync(0);
    server.newest.welcome();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(server.newest.last('auth').auth).toMatchObject({ token: expect.stringMatching(/s1$/) });
    expect(server.sockets).toHaveLength(1);
  });

  it('asks once for another token when one is refused', async () => {
    let n = 0;
    open(async () => `token-${n++}`);
    for (let attempt = 0; attempt < 2; attempt++) {
      await vi.advanceTimersByTimeAsync(0);
      server.newest.accept();
      expect(server.newest.last('hello').hello).toMatchObject({ token: `token-${attempt}` });
      server.newest.say({ id: server.newest.last('hello').id, error: { code: 'UNAUTHENTICATED' } });
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(link.phase).toBe('refused');
    expect(server.sockets).toHaveLength(2);
  });

  it('ends iterated streams with what ended them', async () => {
    open();
    const reading = (async () => { for await (const _ of client.events('wards/w/alerts')); })();
    server.newest.welcome();
    server.newest.say({ id: server.newest.last('sub').id, error: { code: 'FORBIDDEN' } });
    await expect(reading).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('knows what items look like from the name of their stream', () => {
    open();
    client.subscribe('wards/icu-1/vitals', {
      onData: ([item]) => { item?.data.readings.map((reading) => reading.t satisfies string); },
      onSnapshot: ([item]) => { item?.data.latest?.hr?.t satisfies string | undefined; },
    });
    // @ts-expect-error an alert has no readings of a device
    client.subscribe('wards/icu-1/alerts', { onData: ([item]) => item?.data.boot });
  });
});
