import { shallowRef } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNLINKED } from '@wardstream/client';
import type { Duty } from '../app/duty';
import type { Platform } from '../app/platform';
import { folded, type Alert } from '../ward/alerts';
import { BURSTS } from './burst';
import { Sound } from './sound';

/** A parameter or node that takes whatever is asked of it. */
class Inert {
  value = 0;
  readonly gain = this;
  readonly frequency = this;
  connect(): void {}
  disconnect(): void {}
  setValueAtTime(): void {}
  setTargetAtTime(): void {}
  linearRampToValueAtTime(): void {}
}

class FakeOscillator extends Inert {
  override readonly frequency = new Inert() as this;
  from = NaN;
  until = NaN;
  onended = null;
  setPeriodicWave(): void {}
  start(at: number): void { this.from = at; }
  stop(at: number): void { this.until = at; }
  get isHeard(): boolean { return this.until > this.from; }
}

class FakeContext {
  static newest: FakeContext;
  state: 'running' | 'suspended' | 'closed' = 'running';
  currentTime = 0;
  onstatechange: (() => void) | null = null;
  readonly destination = {};
  readonly oscillators: FakeOscillator[] = [];
  constructor() { FakeContext.newest = this; }
  createGain(): Inert { return new Inert(); }
  createPeriodicWave(): object { return {}; }
  createOscillator(): FakeOscillator {
    const oscillator = new FakeOscillator();
    this.oscillators.push(oscillator);
    return oscillator;
  }
  resume(): Promise<void> { return Promise.resolve(); }
  close(): Promise<void> { this.state = 'closed'; return Promise.resolve(); }
  become(state: 'running' | 'suspended'): void { this.state = state; this.onstatechange?.(); }
}

const storage = (): object => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key),
  };
};

function alert(alertId: string, severity: string, more: object = {}): Alert {
  return folded(undefined, { alertId, patient: 'p-1', family: 'HR_HIGH', severity, seq: 1, open: true, ...more })!;
}

describe('the sound of a page', () => {
  const open = shallowRef<readonly Alert[]>([]);
  const link = shallowRef({ ...UNLINKED, phase: 'up' as string });
  let sound: Sound;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('AudioContext', FakeContext);
    vi.stubGlobal('localStorage', storage());
    vi.stubGlobal('sessionStorage', storage());
    open.value = [];
    link.value = { ...UNLINKED, phase: 'up' };
    sound = new Sound({ link } as unknown as Platform, { open } as unknown as Duty);
  });
  afterEach(() => {
    sound.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  /** Real time and that of the audio device go on together. */
  function pass(seconds: number, isAudioAlive = true): void {
    for (let s = 0; s < seconds; s++) {
      if (isAudioAlive) FakeContext.newest.currentTime += 1;
      vi.advanceTimersByTime(1_000);
    }
  }

  const context = (): FakeContext => FakeContext.newest;
  /** Bursts that will be heard or were, by the number of their pulses. */
  const bursts = (pulses: number): number => context().oscillators.filter((one) => one.isHeard).length / pulses;

  it('is planned for longer than a tab in the background may sleep', () => {
    open.value = [alert('a', 'HIGH')];
    const { length, pause } = BURSTS.HIGH;
    expect(bursts(10)).toBe(Math.ceil((75 - 0.05) / (length + pause)));
  });

  it('goes on in the same beat, each burst once', () => {
    open.value = [alert('a', 'HIGH')];
    pass(200);
    const starts = context().oscillators.map((one) => one.from);
    expect(new Set(starts).size).toBe(starts.length);
    const { length, pause } = BURSTS.HIGH;
    expect(bursts(10)).toBe(Math.ceil((275 - 0.05) / (length + pause)));
  });

  it('ends at once when somebody acknowledges', () => {
    open.value = [alert('a', 'HIGH')];
    pass(1);
    open.value = [alert('a', 'HIGH', { acked: true })];
    for (const one of context().oscillators) expect(one.until).toBeLessThanOrEqual(context().currentTime + 0.05);
    expect(sound.sounding.value).toBeNull();
  });

  it('turns at once to what is more urgent', () => {
    open.value = [alert('a', 'MEDIUM')];
    pass(5);
    const before = context().oscillators.length;
    open.value = [alert('a', 'MEDIUM'), alert('b', 'HIGH')];
    expect(context().oscillators[before]!.from).toBeLessThan(context().currentTime + 0.1);
    expect(sound.sounding.value?.priority).toBe('HIGH');
  });

  it('is not made on a muted console, which says so and can be tested all the same', () => {
    sound.mute(true);
    open.value = [alert('a', 'HIGH')];
    pass(10);
    expect(context().oscillators).toEqual([]);
    expect(sound.silence.value).toBe('muted');
    sound.test('LOW');
    expect(bursts(2)).toBe(1);
    sound.mute(false);
    expect(bursts(1)).toBeGreaterThan(10);
  });

  it('says that the browser allows none, and begins when it does', () => {
    context().become('suspended');
    open.value = [alert('a', 'MEDIUM')];
    pass(10, false);
    expect(sound.silence.value).toBe('blocked');
    expect(context().oscillators).toEqual([]);
    context().become('running');
    pass(1);
    expect(sound.silence.value).toBeNull();
    expect(bursts(3)).toBeGreaterThan(1);
  });

  it('says that a device whose clock stands still makes none', () => {
    pass(2);
    expect(sound.silence.value).toBeNull();
    pass(5, false);
    expect(sound.silence.value).toBe('blocked');
    pass(1);
    expect(sound.silence.value).toBeNull();
  });

  it('is made of a lost link, until it is back', () => {
    pass(1);
    link.value = { ...UNLINKED, phase: 'lost' };
    pass(19);
    expect(sound.sounding.value).toBeNull();
    pass(3);
    expect(sound.sounding.value?.priority).toBe('MEDIUM');
    link.value = { ...UNLINKED, phase: 'up' };
    pass(2);
    expect(sound.sounding.value).toBeNull();
  });
});
