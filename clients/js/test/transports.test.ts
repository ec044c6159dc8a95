import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Client, type ClientOptions, type Link, type Socket } from '../src/index.js';
import { FakePlatform } from './fake-platform.js';
import { FakeServer } from './fake-server.js';

describe('the choice of transport', () => {
  let platform: FakePlatform;
  let client: Client;
  let links: Link[];

  beforeEach(async () => {
    platform = await FakePlatform.start(() => 0.5);
    links = [];
  });
  afterEach(async () => {
    client.close();
    await platform.stop();
  });

  function open(more: Partial<ClientOptions> = {}): void {
    client = new Client({
      url: platform.url, token: 't', name: 'test/1', random: () => 0,
      open: (url) => new WebSocket(url) as unknown as Socket,
      onLink: (link) => links.push(link), ...more,
    });
    client.subscribe('wards/w/vitals', {});
  }

  const upBy = (transport: string): Promise<void> =>
    vi.waitFor(() => expect(client.link).toMatchObject({ phase: 'up', transport }), 4_000);

  it('prefers a WebSocket', async () => {
    open();
    await upBy('websocket');
    expect(platform.asked).toEqual(['websocket']);
  });

  it('takes server-sent events at once where the upgrade fails', async () => {
    platform.allows.websocket = false;
    open();
    await upBy('sse');
    expect(platform.asked).toEqual(['websocket', 'sse']);
    expect(links.map((link) => link.phase)).not.toContain('lost');
  });

  it('polls where nothing else can be had', async () => {
    Object.assign(platform.allows, { websocket: false, sse: false });
    open();
    await upBy('poll');
  });

  it('stays on what works, and comes back to it after a cut', async () => {
    platform.allows.websocket = false;
    open();
    await upBy('sse');
    platform.cut();
    await vi.waitFor(() => expect(links.at(-2)?.phase).toBe('lost'));
    await upBy('sse');
    expect(platform.asked).toEqual(['websocket', 'sse', 'sse']);
  });

  it('moves to a WebSocket when one can be had again, without being down', async () => {
    platform.allows.websocket = false;
    open();
    await upBy('sse');
    client.nudge();
    await vi.waitFor(() => expect(platform.asked).toEqual(['websocket', 'sse', 'websocket']));
    platform.allows.websocket = true;
    await vi.waitFor(() => { client.nudge(); expect(client.link.transport).toBe('websocket'); });
    expect(links.map((link) => link.phase)).not.toContain('lost');
  });

  it('opens an EventSource with a ticket where fetch cannot stream', async () => {
    const source = new EventTarget() as EventTarget & { close(): void };
    const closed = vi.fn();
    source.close = closed;
    let opened = '';
    vi.stubGlobal('EventSource', function open(url: string) { opened = url; return source; });
    vi.stubGlobal('Response', class {});
    const fetch = vi.fn(async () => new realResponse('{"ticket":"once"}', {
      headers: { 'content-type': 'application/json' },
    }));
    const items: unknown[] = [];
    open({ transports: ['sse'], fetch });
    client.subscribe<string>('wards/w/alerts', { from: 'live', onData: (data) => items.push(...data) });
    await vi.waitFor(() => expect(opened).toContain('/v1/streams/wards/w/alerts?from=live&ticket=once'));
    expect(fetch).toHaveBeenLastCalledWith(
      new URL(platform.url.replace('ws', 'http').replace('push', 'tickets')),
      expect.objectContaining({ method: 'POST', body: '{"stream":"wards/w/alerts"}' }));
    const data = '{"sub":1,"data":[{"at":"t/0/1","data":7}],"cursor":"c1"}';
    source.dispatchEvent(new MessageEvent('data', { data }));
    expect(items).toEqual([{ at: 't/0/1', data: 7 }]);
    client.close();
    await vi.waitFor(() => expect(closed).toHaveBeenCalled());
    vi.unstubAllGlobals();
  });
});

const realResponse = Response;

describe('a client on a proxy that keeps answers back', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('polls when no event comes in time, and tries a WebSocket again later and later', async () => {
    const server = new FakeServer();
    const accepts: unknown[] = [];
    const fetch = vi.fn(async (_url: unknown, init?: RequestInit) => {
      accepts.push((init?.headers as Record<string, string>).Accept);
      if (accepts.at(-1) === 'application/json') {
        return new Response('{"data":[],"cursor":"c1","live":true}', {
          headers: { 'content-type': 'application/json' },
        });
      }
      return new Promise<Response>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('cut')));
      });
    });
    const client = new Client({
      url: 'wss://x/v1/push', token: 't', name: 'test/1', open: server.open, fetch, random: () => 1,
    });
    client.subscribe('wards/w/vitals', {});
    server.newest.end(1006);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(accepts.slice(0, 2)).toEqual(['text/event-stream', 'application/json']);
    expect(client.link).toMatchObject({ phase: 'up', transport: 'poll' });
    const waits: number[] = [];
    for (let probe = 2; probe < 5; probe++) {
      const from = Date.now();
      while (server.sockets.length < probe) await vi.advanceTimersByTimeAsync(1_000);
      waits.push(Date.now() - from);
      server.newest.end(1006);
    }
    expect(waits).toEqual([15_000, 30_000, 60_000]);
    expect(client.link).toMatchObject({ phase: 'up', transport: 'poll' });
    client.close();
  });
});
