import { shallowRef } from 'vue';
import type { Priority } from '../ward/alerts';
import { BURSTS, type Pulse } from './burst';

/**
 * Amplitudes of the fundamental and its harmonics: at least four harmonics within 15 dB of it (IEC 60601-1-8:2006+A1:2012,
 * Table 4), so that it is heard through noise and can be located.
 */
const HARMONICS = [0, 1, 0.7, 0.55, 0.45, 0.35, 0.25] as const;
/** A pulse rises and falls for this part of it: not a click, not a swell. */
const RISE = 0.15;
/** No priority is more than 6 dB louder than another. */
const LEVEL: Readonly<Record<Priority, number>> = { HIGH: 0.5, MEDIUM: 0.42, LOW: 0.36 };
const FADE_S = 0.02;
/** A clock that does not go on for so long while it claims to run makes no sound. */
const STUCK_MS = 3_000;

/** Plays bursts on the audio device. Oscillators only: nothing is loaded. */
export class Speaker {
  readonly state = shallowRef<'running' | 'blocked'>('blocked');
  private readonly master: GainNode;
  private readonly wave: PeriodicWave;
  private readonly bursts = new Map<string, Sounding>();
  private clock = { now: -1, since: 0 };

  private constructor(private readonly context: AudioContext) {
    this.master = context.createGain();
    this.master.connect(context.destination);
    this.wave = context.createPeriodicWave(new Float32Array(HARMONICS.length), Float32Array.from(HARMONICS));
    context.onstatechange = () => this.check();
    this.check();
    this.wake();
  }

  /** Null where the browser has no audio. */
  static open(): Speaker | null {
    return typeof AudioContext === 'undefined' ? null : new Speaker(new AudioContext());
  }

  /** s; stands still while the browser lets nothing be heard. */
  get now(): number {
    return this.context.currentTime;
  }

  setVolume(volume: number): void {
    this.master.gain.setTargetAtTime(volume, this.now, FADE_S);
  }

  wake(): void {
    if (this.context.state !== 'running' && this.context.state !== 'closed') void this.context.resume().catch(() => undefined);
  }

  /** Whether anything can be heard. */
  check(): void {
    const { now } = this;
    if (now !== this.clock.now) this.clock = { now, since: Date.now() };
    const isStuck = Date.now() - this.clock.since > STUCK_MS;
    this.state.value = this.context.state === 'running' && !isStuck ? 'running' : 'blocked';
    for (const [key, { until }] of this.bursts) if (until < now) this.bursts.delete(key);
  }

  /** A burst at `at`, once for each key. */
  play(priority: Priority, at: number, key: string): void {
    if ((this.bursts.get(key)?.until ?? -1) >= this.now) return;
    const gain = this.context.createGain();
    gain.gain.value = LEVEL[priority];
    gain.connect(this.master);
    const { pulses, length } = BURSTS[priority];
    const oscillators = pulses.map((pulse) => this.pulse(pulse, at, gain));
    this.bursts.set(key, { gain, oscillators, until: at + length });
  }

  /** Ends what sounds and what is planned. */
  hush(): void {
    const bursts = [...this.bursts.values()];
    this.bursts.clear();
    for (const { gain, oscillators } of bursts) {
      gain.gain.setTargetAtTime(0, this.now, FADE_S / 4);
      for (const oscillator of oscillators) oscillator.stop(this.now + FADE_S);
    }
  }

  close(): void {
    this.context.onstatechange = null;
    void this.context.close();
  }

  private pulse({ at, frequency, duration }: Pulse, burstAt: number, to: AudioNode): OscillatorNode {
    const { context } = this;
    const from = burstAt + at;
    const envelope = context.createGain();
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(1, from + duration * RISE);
    envelope.gain.setValueAtTime(1, from + duration * (1 - RISE));
    envelope.gain.linearRampToValueAtTime(0, from + duration);
    envelope.connect(to);
    const oscillator = context.createOscillator();
    oscillator.setPeriodicWave(this.wave);
    oscillator.frequency.value = frequency;
    oscillator.connect(envelope);
    oscillator.onended = () => envelope.disconnect();
    oscillator.start(from);
    oscillator.stop(from + duration);
    return oscillator;
  }
}

/** A burst that sounds or will. */
interface Sounding {
  readonly gain: GainNode;
  readonly oscillators: readonly OscillatorNode[];
  readonly until: number;
}
