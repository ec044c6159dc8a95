import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../clients/js/test/fake-server';
import { Platform } from './platform';

const claims = btoa(JSON.stringify({ sub: 'nurse-1', roles: ['nurse'], wards: ['icu-1'] }));
const OLD = `h.${claims}.old`;
const NEW = `h.${claims}.new`;
const REFUSED = { code: 'UNAUTHENTICATED', retry: false } as const;

describe('a platform whose token grew old in a sleep', () => {
  let push: FakeServer;
  let ingest: FakeServer;
  let platform: Platform;
  let renewals: (() => Promise<string>)[];

  beforeEach(() => {
    vi.useFakeTimers();
    push = new FakeServer();
    ingest = new FakeServer();
    renewals = [];
    platform = new Platform({
      pushUrl: 'wss://x/v1/push', ingestUrl: 'wss://x/v1/ingest', token: OLD,
      renewer: () => renewals.shift()!(),
      open: (url) => (url.endsWith('push') ? push : ingest).open(url),
    });
  });
  afterEach(() => {
    platform.close();
    vi.useRealTimers();
  });

  const refuse = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(0);
    push.newest.accept();
    push.newest.say({ id: push.newest.last('hello').id, error: REFUSED });
  };

  it('goes on with a newer one, and loses nothing of what waits', async () => {
    await refuse();
    const asked = platform.writer.ask({ act: { action: 'ack', alert: 'a-1' } });
    ingest.newest.accept();
    ingest.newest.say({ id: 0, error: REFUSED });
    renewals = [() => Promise.reject(new Error('not now')), () => {
      platform.renew(NEW);
      return Promise.resolve(NEW);
    }];
    await vi.advanceTimersByTimeAsync(4_000);
    expect(platform.link.value.phase).not.toBe('refused');
    push.newest.accept();
    expect(push.newest.last('hello').hello).toMatchObject({ token: NEW });
    ingest.newest.welcome();
    expect(ingest.newest.last('hello').hello).toMatchObject({ token: NEW });
    ingest.newest.say({ id: ingest.newest.last('act').id, ok: { at: ['alerts.actions/0/1'] } });
    expect(await asked).toEqual({ at: ['alerts.actions/0/1'] });
  });
});
