import { computed, effectScope, onBeforeUnmount, onMounted, shallowRef, watch, type EffectScope } from 'vue';
import { useDuty, type Duty } from '../app/duty';
import { usePlatform, type Platform } from '../app/platform';
import type { Priority } from '../ward/alerts';
import { beginnings, BURSTS } from './burst';
import { begins, soundingOf, type Sounding } from './sounding';
import { Speaker } from './speaker';

/** The page of a sleeping tab may be woken only once a minute: what is to be heard is planned for longer. */
export const AHEAD_S = 75;
const EVERY_MS = 1_000;
/** A link that is lost for so long is an alarm of its own: this console would not hear. */
const LINK_LOST_MS = 20_000;
const VOLUME = { key: 'wardstream.volume', first: 0.7, least: 0.1 };
const MUTED = 'wardstream.muted';

/** Why this console makes no sound; null when it does. */
export type Silence = 'muted' | 'blocked' | 'unsupported';

/**
 * The one stream of sound of this page. Owned by the page's thread; lives as long as a component uses it.
 */
export class Sound {
  /** What would be heard if this console was not silent. */
  readonly sounding = shallowRef<Sounding | null>(null);
  readonly volume = shallowRef(storedVolume());
  /** For this console only, until its tab is closed or somebody ends it. */
  readonly muted = shallowRef(isMuted());
  readonly silence = computed((): Silence | null => {
    if (this.speaker === null) return 'unsupported';
    if (this.speaker.state.value === 'blocked') return 'blocked';
    return this.muted.value ? 'muted' : null;
  });

  private readonly speaker = Speaker.open();
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly scope: EffectScope;
  private readonly wake = (): void => this.speaker?.wake();
  private lostSince: number | null = null;
  private wasUp = false;
  private readonly linkLost = shallowRef(false);
  /** When the first burst of what sounds now began, on the speaker's clock. */
  private first = 0;

  constructor(private readonly platform: Platform, duty: Duty) {
    this.scope = effectScope(true);
    this.scope.run(() => {
      watch([duty.open, this.linkLost], () => this.sound(soundingOf(duty.open.value, this.linkLost.value)), { immediate: true, flush: 'sync' });
      watch(this.silence, (now) => { if (now === null) this.restart(); else this.speaker?.hush(); }, { flush: 'sync' });
      watch(this.volume, (now) => this.speaker?.setVolume(now), { immediate: true });
    });
    this.timer = setInterval(() => this.tick(), EVERY_MS);
    for (const gesture of GESTURES) globalThis.addEventListener?.(gesture, this.wake, { capture: true });
  }

  setVolume(volume: number): void {
    this.volume.value = Math.max(VOLUME.least, Math.min(1, volume));
    localStorage.setItem(VOLUME.key, String(this.volume.value));
  }

  mute(muted: boolean): void {
    this.muted.value = muted;
    if (muted) sessionStorage.setItem(MUTED, 'yes');
    else sessionStorage.removeItem(MUTED);
  }

  /** Somebody wants to hear: only on their gesture does a browser let it be. */
  unblock(): void {
    this.speaker?.wake();
  }

  /** Plays one burst of a priority, also on a console that is muted. */
  test(priority: Priority): void {
    const { speaker } = this;
    if (speaker === null) return;
    speaker.wake();
    speaker.play(priority, speaker.now + 0.05, 'test');
  }

  close(): void {
    clearInterval(this.timer);
    this.scope.stop();
    for (const gesture of GESTURES) globalThis.removeEventListener?.(gesture, this.wake, { capture: true });
    this.speaker?.close();
  }

  private sound(now: Sounding | null): void {
    const before = this.sounding.value;
    this.sounding.value = now;
    if (now === null) this.speaker?.hush();
    else if (begins(before, now)) this.restart();
  }

  private restart(): void {
    this.speaker?.hush();
    this.first = (this.speaker?.now ?? 0) + 0.05;
    this.plan();
  }

  private plan(): void {
    const { speaker } = this;
    const { value: sounding } = this.sounding;
    if (speaker === null || sounding === null || this.silence.value !== null) return;
    const { now } = speaker;
    for (const at of beginnings(BURSTS[sounding.priority], this.first, now, now + AHEAD_S)) {
      speaker.play(sounding.priority, at, `alarm ${at}`);
    }
  }

  private tick(): void {
    this.speaker?.check();
    const isUp = this.platform.link.value.phase === 'up';
    this.wasUp ||= isUp;
    if (isUp) this.lostSince = null;
    else this.lostSince ??= Date.now();
    this.linkLost.value = this.wasUp && this.lostSince !== null && Date.now() - this.lostSince >= LINK_LOST_MS;
    this.plan();
  }
}

const GESTURES = ['pointerdown', 'keydown', 'touchend'] as const;

/** Somebody muted this tab. */
export function isMuted(): boolean {
  return globalThis.sessionStorage?.getItem(MUTED) === 'yes';
}

/** How loud this computer is to be. */
export function storedVolume(): number {
  const stored = Number(globalThis.localStorage?.getItem(VOLUME.key) ?? NaN);
  return stored >= VOLUME.least && stored <= 1 ? stored : VOLUME.first;
}

const OF = new WeakMap<Platform, { sound: Sound; users: number }>();

/** The sound of this page, while the component that asks is on it. */
export function useSound(): Sound {
  const platform = usePlatform();
  const duty = useDuty();
  const shared = OF.get(platform) ?? { sound: new Sound(platform, duty), users: 0 };
  OF.set(platform, shared);
  onMounted(() => { shared.users += 1; });
  onBeforeUnmount(() => {
    shared.users -= 1;
    if (shared.users > 0) return;
    shared.sound.close();
    OF.delete(platform);
  });
  return shared.sound;
}
