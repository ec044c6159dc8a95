import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../clients/js/test/fake-server';
import type { Item, ServerFrame } from '../../../clients/js/src/frames';
import { Platform } from '../app/platform';
import { Attendance } from './attendance';

const here = (subject: string, minute: number): Item => ({
  at: `push.presence/0/${minute}/${subject}`,
  data: { subject, role: 'nurse', streams: ['alerts'], sessions: 1, since: `2026-11-21T10:0${minute}:00.000Z` },
});
const left = (subject: string): Item => ({ at: `push.presence/0/9/${subject}`, data: { subject, left: true } });

describe('who is looking', () => {
  let server: FakeServer;
  let platform: Platform;
  let attendance: Attendance;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer();
    platform = new Platform({ pushUrl: 'wss://x/v1/push', ingestUrl: 'wss://x/v1/ingest', token: 't', open: server.open });
    attendance = new Attendance(platform, 'wards/icu-1');
    server.newest.welcome();
    const { id } = server.newest.received.find((frame) => frame.sub)!;
    server.newest.say({ id, ok: { sub: 1 } });
  });
  afterEach(() => {
    attendance.close();
    platform.close();
    vi.useRealTimers();
  });

  const say = (frame: Omit<ServerFrame, 'sub'>): void => server.newest.say({ sub: 1, ...frame });
  const names = (): string[] => attendance.watchers.value.map((one) => one.subject);

  it('is not known before the whole has come', () => {
    say({ snapshot: [here('n-1', 1)], more: true });
    expect(attendance.loaded.value).toBe(false);
    expect(names()).toEqual([]);
  });

  it('are those who are there, the first one first, until they leave', () => {
    say({ snapshot: [here('n-2', 2), here('n-1', 1)], more: false });
    say({ live: { cursor: 'c1' } });
    expect(names()).toEqual(['n-1', 'n-2']);
    say({ data: [here('n-3', 3), left('n-1')], cursor: 'c2' });
    expect(names()).toEqual(['n-2', 'n-3']);
  });

  it('is nobody once the right to see is lost', () => {
    say({ snapshot: [here('n-1', 1)], more: false });
    say({ live: { cursor: 'c1' } });
    say({ gap: { why: 'revoked' } });
    expect(names()).toEqual([]);
    expect(attendance.refusal.value).not.toBeNull();
  });
});
