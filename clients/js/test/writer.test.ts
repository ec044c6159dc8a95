import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from './fake-server.js';
import { Writer } from '../src/writer.js';

describe('a writer', () => {
  let server: FakeServer;
  let writer: Writer;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer();
    writer = new Writer({
      url: 'wss://x/v1/ingest', token: 't', name: 'test/1', open: server.open, random: () => 0.5,
    });
  });
  afterEach(() => {
    writer.close();
    vi.useRealTimers();
  });

  const say = (n: number): void => writer.send({ act: { alert: `a-${n}`, action: 'delivered' } });
  const said = (): unknown[] => server.newest.received
    .map((frame) => (frame.act as { alert: string } | undefined)?.alert).filter(Boolean);

  it('connects when there is something to say, and says it at once', () => {
    expect(server.sockets).toHaveLength(0);
    say(1);
    say(2);
    server.newest.welcome();
    expect(server.newest.messages).toHaveLength(2);
    expect(said()).toEqual(['a-1', 'a-2']);
  });

  it('puts what gathers into one message', () => {
    say(1);
    server.newest.welcome();
    say(2);
    say(3);
    vi.advanceTimersByTime(0);
    expect(server.newest.messages).toHaveLength(3);
    expect(said()).toEqual(['a-1', 'a-2', 'a-3']);
  });

  it('says again what a lost connection left unanswered', () => {
    say(1);
    say(2);
    server.newest.welcome();
    server.newest.say({ id: 1, ok: {} });
    server.newest.end(1006);
    vi.advanceTimersByTime(1_000);
    server.newest.welcome();
    expect(server.sockets).toHaveLength(2);
    expect(said()).toEqual(['a-2']);
  });

  it('says again what was refused for now, and nothing that was refused for good', () => {
    say(1);
    say(2);
    server.newest.welcome();
    server.newest.say(
      { id: 1, error: { code: 'UNAVAILABLE', retry: true, afterMs: 300 } },
      { id: 2, error: { code: 'FORBIDDEN', retry: false } });
    vi.advanceTimersByTime(299);
    expect(said()).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(said()).toEqual(['a-1', 'a-2', 'a-1']);
    server.newest.say({ id: 3, ok: {} });
    expect(writer.pending).toBe(0);
  });

  it('tells who asks what came of it, however often it had to be said', async () => {
    const first = writer.ask({ act: { alert: 'a-1', action: 'ack' } });
    const second = writer.ask({ act: { alert: 'a-2', action: 'ack' } });
    server.newest.welcome();
    server.newest.say({ id: 1, error: { code: 'UNAVAILABLE', retry: true, afterMs: 300 } });
    vi.advanceTimersByTime(300);
    server.newest.say({ id: 3, ok: { at: ['alerts.actions/0/1'] } }, { id: 2, error: { code: 'FORBIDDEN' } });
    await expect(first).resolves.toEqual({ at: ['alerts.actions/0/1'] });
    await expect(second).rejects.toEqual({ code: 'FORBIDDEN' });
  });

  it('gives up a connection that answers nothing, and says it again on another', () => {
    say(1);
    server.newest.welcome();
    vi.advanceTimersByTime(14_999);
    expect(server.sockets).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    server.newest.welcome();
    expect(server.sockets).toHaveLength(2);
    expect(said()).toEqual(['a-1']);
  });

  it('tries at once when the network is back', () => {
    say(1);
    server.newest.end(1006);
    writer.nudge();
    expect(server.sockets).toHaveLength(2);
  });

  it('tells who asks that it was closed before there was an answer', async () => {
    const asked = writer.ask({ act: { alert: 'a-1', action: 'ack' } });
    writer.close();
    await expect(asked).rejects.toEqual({ code: 'CLOSED' });
    await expect(writer.ask({ act: {} })).rejects.toEqual({ code: 'CLOSED' });
  });

  it('keeps what it cannot say within a bound, the newest first', () => {
    for (let n = 0; n < 1_100; n++) say(n);
    expect(writer.pending).toBe(1_000);
    server.newest.welcome();
    expect(said()[0]).toBe('a-100');
  });

  it('keeps what waits when its token has grown old, until there is another', async () => {
    writer.close();
    writer = new Writer({ url: 'wss://x/v1/ingest', token: 'old', name: 'test', open: server.open, renews: true });
    const asked = writer.ask({ act: { alert: 'a-1', action: 'ack' } });
    server.newest.accept();
    server.newest.say({ id: 0, error: { code: 'UNAUTHENTICATED', retry: false } });
    vi.advanceTimersByTime(60_000);
    say(2);
    writer.nudge();
    writer.renew('old');
    expect(server.sockets).toHaveLength(1);
    expect(writer.pending).toBe(2);
    writer.renew('new');
    expect(server.sockets).toHaveLength(2);
    server.newest.welcome();
    expect(server.newest.last('hello').hello).toMatchObject({ token: 'new' });
    server.newest.say({ id: server.newest.last('act').id - 1, ok: {} });
    await asked;
  });

  it('gives up when its token is not accepted', () => {
    say(1);
    server.newest.accept();
    server.newest.say({ id: 0, error: { code: 'UNAUTHENTICATED', retry: false } });
    vi.advanceTimersByTime(60_000);
    say(2);
    expect(server.sockets).toHaveLength(1);
    expect(writer.pending).toBe(0);
  });
});
