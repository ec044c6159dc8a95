import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../clients/js/test/fake-server';
import type { Item, ServerFrame } from '../../../clients/js/src/frames';
import { Platform } from '../app/platform';
import { isInForce, Notices, type Notice } from './notices';

let offset = 0;
const glass = (kind: string, minute: number, more: object = {}): Item => ({
  at: `notices/0/${offset++}`,
  data: {
    kind, patient: 'p-3', by: 'dr-lee', role: 'doctor', text: 'collapsed in the hall', until: '2026-11-21T11:00:00.000Z',
    sentAt: `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`, ...more,
  },
});

describe('the notices of a ward', () => {
  let server: FakeServer;
  let platform: Platform;
  let notices: Notices;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer();
    platform = new Platform({ pushUrl: 'wss://x/v1/push', ingestUrl: 'wss://x/v1/ingest', token: 't', open: server.open });
    notices = new Notices(platform, 'icu-1');
    server.newest.welcome();
    const { id } = server.newest.received.find((frame) => frame.sub)!;
    server.newest.say({ id, ok: { sub: 1 } });
  });
  afterEach(() => {
    notices.close();
    platform.close();
    vi.useRealTimers();
  });

  const say = (frame: Omit<ServerFrame, 'sub'>): void => server.newest.say({ sub: 1, ...frame });
  const minutes = (): number[] => notices.list.value.map((one) => new Date(one.sentAt).getUTCMinutes());
  const inForce = (): boolean[] => notices.list.value.map((one: Notice) =>
    isInForce(one, notices.list.value, Date.parse('2026-11-21T10:30:00Z')));

  it('are the newest first, each once', () => {
    const first = glass('GLASS_BROKEN', 1);
    say({ snapshot: [first, glass('GLASS_BROKEN', 5, { by: 'dr-ray' })], more: false });
    say({ live: { cursor: 'c1' } });
    say({ data: [first, glass('HANDOVER', 3)], cursor: 'c2' });
    expect(minutes()).toEqual([5, 3, 1]);
    expect(notices.loaded.value).toBe(true);
  });

  it('are in force until they run out, are mended or broken anew', () => {
    say({ snapshot: [glass('GLASS_BROKEN', 1)], more: false });
    say({ live: { cursor: 'c1' } });
    expect(inForce()).toEqual([true]);
    expect(isInForce(notices.list.value[0]!, notices.list.value, Date.parse('2026-11-21T11:00:00Z'))).toBe(false);
    say({ data: [glass('GLASS_MENDED', 2, { by: 'dr-ray' })], cursor: 'c2' });
    expect(inForce()).toEqual([false, true]);
    say({ data: [glass('GLASS_BROKEN', 3)], cursor: 'c3' });
    expect(inForce()).toEqual([true, false, false]);
    say({ data: [glass('GLASS_MENDED', 4)], cursor: 'c4' });
    expect(inForce()).toEqual([false, false, false, false]);
  });

  it('are gone with the right to see them', () => {
    say({ snapshot: [glass('GLASS_BROKEN', 1)], more: false });
    say({ live: { cursor: 'c1' } });
    say({ gap: { why: 'revoked' } });
    expect(notices.list.value).toEqual([]);
    expect(notices.refusal.value).not.toBeNull();
  });
});
