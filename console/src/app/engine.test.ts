import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BEHIND_MS, Engine, UNKNOWN_MS } from './engine';
import type { Http } from './http';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('the engine behind a page', () => {
  let answer: () => Promise<object>;
  let isLinked: boolean;
  let engine: Engine;

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    isLinked = true;
    answer = () => Promise.resolve({ at: new Date().toISOString(), oldest: null });
    engine = new Engine({ get: () => answer() } as unknown as Http, () => isLinked);
  });
  afterEach(() => {
    engine.close();
    vi.useRealTimers();
  });

  const behind = (ms: number) => () => Promise.resolve({ at: new Date().toISOString(), oldest: new Date(Date.now() - ms).toISOString() });

  it('is behind when what it has not decided about is old, and is not when it has caught up', async () => {
    answer = behind(BEHIND_MS);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engine.standing.value).toBeNull();
    answer = behind(BEHIND_MS + 1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engine.standing.value).toEqual({ since: Date.now() - BEHIND_MS - 1 });
    answer = behind(100);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engine.standing.value).toBeNull();
  });

  it('is not known to work when nobody can say so', async () => {
    answer = () => Promise.reject(new Error('unavailable'));
    await vi.advanceTimersByTimeAsync(UNKNOWN_MS);
    expect(engine.standing.value).toBeNull();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engine.standing.value).toBe('unknown');
  });

  it('is not asked about without a link, which is said elsewhere', async () => {
    isLinked = false;
    answer = () => Promise.reject(new Error('unreachable'));
    await vi.advanceTimersByTimeAsync(3_600_000);
    isLinked = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engine.standing.value).toBeNull();
  });
});
