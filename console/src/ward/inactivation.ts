import { familyText, remainingText } from './text';
import { timeOf } from './vitals';
import { wardWords } from './words';

const PAUSE = 'AUDIO_PAUSE';
const OFF = 'ALARM_OFF:';

/** An audio pause of a patient, or a family of their alarms that is off: who, why, until when. */
export interface Inactivation {
  readonly family: string;
  readonly kind: 'pause' | 'off';
  /** The family that is off; null for a pause. */
  readonly of: string | null;
  readonly seq: number;
  readonly by: string | null;
  readonly reason: string | null;
  /** Epoch ms. */
  readonly until: number;
}

type Json = Readonly<Record<string, unknown>>;

/** Whether an item of an alert stream tells of a pause or an alarm-off, not of an alarm. */
export function isInactivation(family: string): boolean {
  return family === PAUSE || family.startsWith(OFF);
}

/**
 * The inactivation after `item`; null when it is over. Without an end in sight nothing is muted.
 */
export function inactivated(known: Inactivation | undefined, item: Json): Inactivation | null {
  const seq = typeof item.seq === 'number' ? item.seq : 0;
  if (known && seq <= known.seq) return known;
  const until = timeOf(item.until);
  if (item.open === false || until === null) return null;
  const family = String(item.family);
  const pause = family === PAUSE;
  return {
    family, seq, until,
    kind: pause ? 'pause' : 'off',
    of: pause ? null : family.slice(OFF.length),
    by: typeof item.by === 'string' ? item.by : null,
    reason: typeof item.note === 'string' ? item.note : null,
  };
}

/** `Audio paused · 2 min left · nurse-1`, `HR high off · 1 h 5 min left · nurse-1: in the bath`. */
export function inactivationText(one: Inactivation, nowMs: number): string {
  const w = wardWords.value;
  const what = one.of === null ? w.audioPaused : w.off(familyText(one.of));
  const who = [one.by, one.reason].filter((part) => part !== null).join(': ');
  return [what, w.left(remainingText(one.until - nowMs)), who].filter((part) => part !== '').join(' · ');
}
