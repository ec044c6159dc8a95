import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Account, NotSignedIn } from './account';

const NOW = Date.parse('2026-11-21T12:00:00Z');

function tokens(access: string, refresh: string): object {
  return { access, refresh, account: { name: 'Noor' } };
}

describe('Account', () => {
  let answers: [number, object][];
  let asked: { path: string; body: unknown }[];
  let renewed: string[];
  let over: string[];

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    answers = [];
    asked = [];
    renewed = [];
    over = [];
    vi.stubGlobal('fetch', (path: string, init: { body: string }) => {
      asked.push({ path, body: JSON.parse(init.body) });
      const [status, body] = answers.shift() ?? [503, {}];
      const accessUntil = new Date(Date.now() + 600_000).toISOString();
      return Promise.resolve({ status, json: () => Promise.resolve({ ...body, accessUntil }) });
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const signIn = (): Promise<Account> => Account.signIn(
    'noor', 'secret', (token) => renewed.push(token), (reason) => over.push(reason),
  );

  it('renews the token in time, each time with the newest refresh token', async () => {
    answers = [[200, tokens('a1', 'r1')], [200, tokens('a2', 'r2')], [200, tokens('a3', 'r3')]];
    const account = await signIn();
    expect([account.token, account.name]).toEqual(['a1', 'Noor']);
    await vi.advanceTimersByTimeAsync(420_000);
    await vi.advanceTimersByTimeAsync(420_000);
    expect(renewed).toEqual(['a2', 'a3']);
    expect(asked.slice(1).map((one) => one.body)).toEqual([{ refresh: 'r1' }, { refresh: 'r2' }]);
  });

  it('tries again while the server is away, and says so when the session is over', async () => {
    answers = [[200, tokens('a1', 'r1')], [503, {}], [401, { error: { message: 'the session is over' } }]];
    await signIn();
    await vi.advanceTimersByTimeAsync(420_000);
    expect(over).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(over).toEqual(['the session is over.']);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(asked).toHaveLength(3);
  });

  it('renews out of turn, and says when there is nothing to be had', async () => {
    answers = [[200, tokens('a1', 'r1')], [200, tokens('a2', 'r2')], [503, {}]];
    const account = await signIn();
    expect(await account.renewNow()).toBe('a2');
    expect(renewed).toEqual(['a2']);
    expect(await account.renewNow()).toBeNull();
    expect(over).toEqual([]);
  });

  it('says how long to wait', async () => {
    answers = [[429, { error: { code: 'RATE', afterMs: 1_400 } }]];
    await expect(signIn()).rejects.toThrow(new NotSignedIn('Too many attempts: try again in 2 s.'));
  });

  it('sets a password with a one-time code, and is signed in', async () => {
    answers = [[401, { error: { message: 'login name, password or code is wrong' } }], [200, tokens('a1', 'r1')]];
    const set = (code: string): Promise<Account> => Account.withCode('noor', code, 'violet otter lamp', () => {}, () => {});
    await expect(set('old')).rejects.toThrow(NotSignedIn);
    expect((await set('new')).token).toBe('a1');
    expect(asked[1]).toEqual({ path: 'v1/auth/reset', body: { login: 'noor', code: 'new', password: 'violet otter lamp' } });
  });

  it('signs out on the server and renews no more', async () => {
    answers = [[200, tokens('a1', 'r1')], [200, {}]];
    const account = await signIn();
    await account.signOut();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(asked.map((one) => one.path)).toEqual(['v1/auth/sign-in', 'v1/auth/sign-out']);
  });
});
