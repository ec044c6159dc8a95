import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Item } from '@wardstream/client';
import { FakeServer, type FakeSocket } from '../../../clients/js/test/fake-server';
import { Duty } from '../app/duty';
import { Platform } from '../app/platform';
import { Conversation, MOST_BYTES } from './conversation';
import type { Store } from './outbox';
import { Unread } from './Unread';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const ME = 'nurse-1';
const claims = btoa(JSON.stringify({ sub: ME, roles: ['nurse'], wards: [] }));
const TOKEN = `x.${claims}.x`;

const at = (offset: number): string => `chat.messages/2/${offset}`;
const event = (offset: number, data: object): Item =>
  ({ at: at(offset), data: { room: 'r', sentAt: new Date(NOW + offset * 1000).toISOString(), ...data } });
const say = (offset: number, author: string, text: string, key = text): Item =>
  event(offset, { kind: 'SAY', author, key, text });
const read = (offset: number, author: string, message: number): Item =>
  event(offset, { kind: 'READ', author, message: at(message) });

function memory(): Store & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => { kept.set(name, text); },
    removeItem: (name) => { kept.delete(name); },
  };
}

type Answer = { status?: number; body: unknown };

describe('a conversation', () => {
  let push: FakeServer;
  let ingest: FakeServer;
  let platform: Platform;
  let store: ReturnType<typeof memory>;
  let room: Conversation;
  let answers: (url: string) => Answer;
  let asked: string[];

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    vi.stubGlobal('document', { hidden: true });
    push = new FakeServer();
    ingest = new FakeServer();
    asked = [];
    answers = () => ({ body: { messages: [] } });
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      const { status = 200, body } = answers(url);
      return { ok: status < 400, status, json: async () => body };
    });
    store = memory();
    enter();
  });
  afterEach(() => {
    room.close();
    platform.close();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function enter(): void {
    platform = new Platform({
      pushUrl: 'wss://x/v1/push', ingestUrl: 'wss://x/v1/ingest', token: TOKEN,
      open: (url) => (url.endsWith('push') ? push : ingest).open(url),
    });
    room = new Conversation(platform, 'r', store);
    push.newest.welcome();
  }

  function snapshot(...items: Item[]): void {
    push.newest.grant(7);
    push.newest.say({ sub: 7, snapshot: items, more: false }, { sub: 7, live: { cursor: 'c1' } });
  }

  const data = (...items: Item[]): void => push.newest.say({ sub: 7, data: items, cursor: 'c2' });
  const lines = (): unknown[] => room.view.value.lines.map((line) => [line.text, line.standing]);
  const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  /** The requests that the server has been sent and the newest connection made. */
  async function sent(verb: string): Promise<{ id: number; body: Record<string, unknown> }[]> {
    await settled();
    const socket: FakeSocket = ingest.newest;
    if (!socket.received.some((frame) => 'hello' in frame)) socket.welcome();
    await settled();
    return socket.received.filter((frame) => verb in frame)
      .map((frame) => ({ id: frame.id, body: frame[verb] as Record<string, unknown> }));
  }

  it('shows what is said at once, as not confirmed, until the server has it', async () => {
    snapshot(say(1, 'dr-lee', 'hello'));
    expect(room.say('  good morning \r\n\u0007')).toBe(true);
    expect(lines()).toEqual([['hello', 'recorded'], ['good morning', 'sending']]);
    const [request] = await sent('say');
    expect(request!.body).toMatchObject({ room: 'r', text: 'good morning' });
    expect(lines()[1]).toEqual(['good morning', 'sending']);
    ingest.newest.say({ id: request!.id, ok: { at: [at(5)] } });
    await settled();
    expect(lines()).toEqual([['hello', 'recorded'], ['good morning', 'recorded']]);
    data(say(5, ME, 'good morning', String(request!.body.key)));
    expect(lines()).toEqual([['hello', 'recorded'], ['good morning', 'recorded']]);
    expect(store.kept.size).toBe(0);
  });

  it('says again after a lost connection what was not answered, with the same key', async () => {
    snapshot();
    room.say('once');
    const [first] = await sent('say');
    ingest.newest.end(1006);
    await vi.advanceTimersByTimeAsync(1_100);
    const [second] = await sent('say');
    expect(second!.body).toEqual(first!.body);
    data(say(5, ME, 'once', String(first!.body.key)), say(6, ME, 'once', String(first!.body.key)));
    expect(lines()).toEqual([['once', 'recorded']]);
  });

  it('keeps over a reload what was not sent, and sends it then', async () => {
    snapshot();
    room.say('before');
    const key = room.view.value.lines[0]!.id.split(' ')[1];
    room.close();
    platform.client.close();
    enter();
    expect(lines()).toEqual([['before', 'sending']]);
    const requests = await sent('say');
    expect(requests.at(-1)!.body).toMatchObject({ key, text: 'before' });
  });

  it('tells why something was refused, and tries it again or forgets it', async () => {
    snapshot();
    room.say('what');
    const [request] = await sent('say');
    ingest.newest.say({ id: request!.id, error: { code: 'FORBIDDEN', message: 'not a room of yours' } });
    await settled();
    expect(room.view.value.lines).toMatchObject([{ standing: 'refused', refusal: { code: 'FORBIDDEN' } }]);
    const { id } = room.view.value.lines[0]!;
    room.again(id);
    expect(lines()).toEqual([['what', 'sending']]);
    const again = (await sent('say')).at(-1)!;
    expect(again.body).toEqual(request!.body);
    ingest.newest.say({ id: again.id, error: { code: 'FORBIDDEN' } });
    await settled();
    room.forget(id);
    expect(lines()).toEqual([]);
  });

  it('says nothing that is empty or too long', () => {
    snapshot();
    expect(room.say(' \n ')).toBe(false);
    expect(room.say('é'.repeat(MOST_BYTES / 2 + 1))).toBe(false);
    expect(room.say('é'.repeat(MOST_BYTES / 2))).toBe(true);
  });

  it('counts what others said after what was read, and tells once how far that is', async () => {
    snapshot(read(3, ME, 1), say(1, 'dr-lee', 'a'), say(4, 'dr-lee', 'b'), say(5, ME, 'mine'), say(6, 'p-1', 'c'));
    expect(room.view.value).toMatchObject({ unread: 2, isUnreadFloor: false, readUpTo: 1 });
    room.read();
    room.read();
    expect((await sent('read')).map(({ body }) => body)).toEqual([{ room: 'r', upTo: at(6) }]);
    expect(room.view.value.unread).toBe(0);
    data(say(8, 'dr-lee', 'd'));
    room.read();
    expect(await sent('read'), 'not again so soon').toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    room.read();
    expect((await sent('read')).at(-1)!.body).toEqual({ room: 'r', upTo: at(8) });
  });

  it('counts no retracted message as unread, and says when there may be more', () => {
    snapshot(say(4, 'dr-lee', 'a'), say(5, 'dr-lee', 'b'), event(6, { kind: 'RETRACT', author: 'dr-lee', message: at(4) }));
    expect(room.view.value).toMatchObject({ unread: 1, isUnreadFloor: true });
  });

  it('tells no receipt while there is no connection', async () => {
    snapshot(say(4, 'dr-lee', 'a'));
    push.newest.end(1006);
    room.read();
    expect(ingest.sockets).toHaveLength(0);
    expect(room.view.value.unread).toBe(1);
  });

  it('shows an edit and a retraction as not confirmed until they are, and why when they are not', async () => {
    snapshot(say(4, ME, 'a'), say(5, ME, 'b'));
    const [one, two] = room.view.value.lines;
    room.edit(one!.id, 'A');
    room.retract(two!.id);
    expect(room.view.value.lines).toMatchObject([{ text: 'a', changing: 'A' }, { text: 'b', changing: null }]);
    const [edit] = await sent('edit');
    const [retract] = await sent('retract');
    expect(edit!.body).toEqual({ room: 'r', message: at(4), text: 'A' });
    expect(retract!.body).toEqual({ room: 'r', message: at(5) });
    ingest.newest.say({ id: edit!.id, ok: { at: [at(6)] } }, { id: retract!.id, error: { code: 'FORBIDDEN' } });
    await settled();
    expect(room.view.value.lines).toMatchObject([
      { text: 'A', isEdited: true, changing: undefined, refusal: null },
      { text: 'b', changing: null, refusal: { code: 'FORBIDDEN' } },
    ]);
    room.forget(two!.id);
    expect(room.view.value.lines[1]).toMatchObject({ text: 'b', changing: undefined, refusal: null });
  });

  it('reads back from the oldest it knows, until there is nothing older', async () => {
    const pages: Record<string, unknown> = {
      'chat.messages/2/40': { messages: [say(20, 'dr-lee', 'older')], before: at(15) },
      'chat.messages/2/15': { messages: [say(3, 'dr-lee', 'oldest')] },
    };
    answers = (url) => ({ body: pages[new URL(url, 'http://x/').searchParams.get('before')!] });
    snapshot(read(41, ME, 40), say(40, 'dr-lee', 'new'));
    await room.older();
    expect(lines().map((line) => (line as string[])[0])).toEqual(['older', 'new']);
    expect(room.view.value.isWhole).toBe(false);
    await room.older();
    await room.older();
    expect(lines().map((line) => (line as string[])[0])).toEqual(['oldest', 'older', 'new']);
    expect(room.view.value.isWhole).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('does not put a page of the past behind what came anew meanwhile', async () => {
    const late: ((body: object) => void)[] = [];
    answers = () => ({ body: new Promise((resolve) => { late.push(resolve); }) });
    snapshot(read(41, ME, 40), say(40, 'dr-lee', 'new'));
    const asking = room.older();
    await settled();
    push.newest.say({ sub: 7, gap: { from: 'c1', to: 'c3', why: 'retention', count: 1 } });
    snapshot(read(91, ME, 90), say(90, 'dr-lee', 'newest'));
    late[0]!({ messages: [say(20, 'dr-lee', 'older')], before: at(15) });
    await asking;
    expect(lines()).toEqual([['newest', 'recorded']]);
    const again = room.older();
    await settled();
    late[1]!({ messages: [say(40, 'dr-lee', 'new')] });
    await again;
    expect(lines()).toEqual([['new', 'recorded'], ['newest', 'recorded']]);
  });

  it('asks for the past only while somebody looks', async () => {
    snapshot(read(41, ME, 40), say(40, 'dr-lee', 'new'));
    await settled();
    expect(asked).toEqual([]);
    const leave = room.look();
    await settled();
    expect(asked).toEqual(['v1/rooms/r/messages?limit=50&before=chat.messages%2F2%2F40']);
    leave();
  });

  it('asks for the past when it cannot say how much is unread', async () => {
    answers = () => ({ body: { messages: [say(20, 'dr-lee', 'older')] } });
    snapshot(say(40, 'dr-lee', 'new'));
    await settled();
    expect(room.view.value).toMatchObject({ unread: 2, isUnreadFloor: false });
  });

  it('says when the past could not be read, and can try again', async () => {
    answers = () => ({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
    snapshot(read(41, ME, 40), say(40, 'dr-lee', 'new'));
    await room.older();
    expect(room.past.value).toBe('failed');
    answers = () => ({ body: { messages: [] } });
    await room.older();
    expect(room.past.value).toBe('idle');
    expect(room.view.value.isWhole).toBe(true);
  });

  it('shows nothing any more when the right to the room is lost', () => {
    snapshot(say(4, 'dr-lee', 'a'));
    push.newest.say({ sub: 7, gap: { why: 'revoked', count: 0 } });
    expect(room.phase.value).toBe('refused');
    expect(room.refusal.value).toEqual({ code: 'REVOKED' });
    expect(lines()).toEqual([]);
  });

  it('goes on after a reconnect without losing or repeating', async () => {
    snapshot(say(4, 'dr-lee', 'a'));
    push.newest.end(1006);
    await vi.advanceTimersByTimeAsync(1_100);
    push.newest.welcome();
    expect(push.newest.last('sub').sub).toMatchObject({ from: { cursor: 'c1' } });
    push.newest.grant(9);
    push.newest.say({ sub: 9, data: [say(4, 'dr-lee', 'a'), say(6, 'dr-lee', 'b')], cursor: 'c3' });
    expect(lines().map((line) => (line as string[])[0])).toEqual(['a', 'b']);
  });

  it('is followed while somebody looks, where connections are few', () => {
    snapshot(say(4, 'dr-lee', 'a'));
    room.follow(false);
    expect(room.phase.value).toBe('loading');
    expect(push.newest.last('unsub').unsub).toEqual({ sub: 7 });
    const leave = room.look();
    expect(push.newest.last('sub').sub).toMatchObject({ stream: 'rooms/r/messages', from: 'snapshot' });
    push.newest.grant(8);
    push.newest.say({ sub: 8, snapshot: [say(4, 'dr-lee', 'a')], more: false }, { sub: 8, live: { cursor: 'c9' } });
    expect(lines()).toEqual([['a', 'recorded']]);
    expect(room.phase.value).toBe('here');
    leave();
    leave();
    expect(push.newest.last('unsub').unsub).toEqual({ sub: 8 });
    room.follow(true);
    expect(push.newest.received.filter((frame) => 'sub' in frame)).toHaveLength(3);
  });

  it('tells of typing now and then', () => {
    snapshot();
    const told = (): number => push.newest.received.filter((frame) => 'typing' in frame).length;
    for (let n = 0; n < 10; n++) room.typing();
    expect(told()).toBe(1);
    vi.advanceTimersByTime(2_100);
    room.typing();
    expect(told()).toBe(2);
  });

  describe('among all rooms', () => {
    let unread: Unread;
    let duty: Duty;
    const me = (...rooms: string[]): object => ({ rooms: rooms.map((one) => ({ room: one, members: [ME] })) });

    beforeEach(async () => {
      room.close();
      answers = () => ({ body: me('a', 'b') });
      duty = new Duty(platform, '');
      unread = new Unread(platform, duty, store);
      await settled();
    });
    afterEach(() => { duty.close(); unread.close(); });

    const subscribed = (): string[] => push.newest.received
      .filter((frame) => 'sub' in frame).map((frame) => (frame.sub as { stream: string }).stream)
      .filter((stream) => stream.endsWith('/messages') && !stream.startsWith('rooms/r/'));

    /** Answers the newest requests for the rooms, numbered from 20. */
    function fill(): void {
      const requests = push.newest.received.filter((frame) => 'sub' in frame).slice(-2);
      requests.forEach((frame, index) => push.newest.say(
        { id: frame.id, ok: { sub: 20 + index } },
        { sub: 20 + index, snapshot: [say(4, 'dr-lee', `hello ${index}`), say(5, ME, 'mine')], more: false },
        { sub: 20 + index, live: { cursor: `c${index}` } },
      ));
    }

    it('is one of those that are followed, and all unread are counted', () => {
      expect(subscribed()).toEqual(['rooms/a/messages', 'rooms/b/messages']);
      fill();
      expect(unread.total.value).toBe(2);
      unread.of('a')!.read();
      expect(unread.total.value).toBe(1);
    });

    it('gives way where every stream takes a connection, and does not claim to know what is unread', () => {
      fill();
      platform.link.value = { ...platform.link.value, transport: 'poll' };
      expect(push.newest.received.filter((frame) => 'unsub' in frame)).toHaveLength(2);
      expect(unread.isFollowing.value).toBe(false);
      expect(unread.total.value).toBe(0);
      platform.link.value = { ...platform.link.value, transport: 'websocket' };
      expect(subscribed()).toHaveLength(4);
    });

    it('is left when one is no longer a member, and says so to who still holds it', async () => {
      fill();
      const held = unread.of('b')!;
      answers = () => ({ body: me('a') });
      await duty.refresh();
      expect([...unread.conversations.value.keys()]).toEqual(['a']);
      expect(unread.total.value).toBe(1);
      expect(held.phase.value).toBe('refused');
    });

    it('is followed anew when the right comes back', async () => {
      fill();
      push.newest.say({ sub: 20, gap: { why: 'revoked', count: 0 } });
      expect(unread.of('a')!.phase.value).toBe('refused');
      await duty.refresh();
      expect(unread.of('a')!.phase.value).toBe('loading');
      expect(subscribed()).toHaveLength(3);
    });

    it('leaves nothing behind of what was not sent', async () => {
      fill();
      unread.of('a')!.say('about the patient');
      expect(store.kept.size).toBe(1);
      platform.close();
      await settled();
      expect(store.kept.size).toBe(0);
    });

    it('keeps drafts by room until the person leaves', () => {
      unread.keepDraft('a', 'dear');
      expect(unread.draft('a')).toBe('dear');
      expect(unread.draft('b')).toBe('');
      platform.client.close();
      expect(store.kept.size).toBe(0);
    });
  });
});
