import { computed } from 'vue';
import { isRelief, isSignalLost, vitalOf, type Alert } from './alerts';
import { wardWords } from './words';

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false,
});

/** `12:03:07`, in the time zone of this screen. */
export function clockText(ms: number): string {
  return TIME.format(ms);
}

/** `UTC+02:00` at that instant, on this screen. */
export function offsetText(ms: number): string {
  const minutes = -new Date(ms).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const abs = Math.abs(minutes);
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `UTC${minutes < 0 ? '−' : '+'}${pad(Math.floor(abs / 60))}:${pad(abs % 60)}`;
}

/** How old a value is, in steps that do not twitch: `now`, `5 s`, `10 s`, `42 s`, `3 min`, `2 h`. */
export function ageText(ageMs: number): string {
  const w = wardWords.value;
  const s = Math.max(0, Math.floor(ageMs / 1000));
  if (s < 5) return w.now;
  if (s < 15) return `${s - (s % 5)} ${w.s}`;
  if (s < 60) return `${s} ${w.s}`;
  if (s < 3600) return `${Math.floor(s / 60)} ${w.min}`;
  return s < 86_400 ? `${Math.floor(s / 3600)} ${w.h}` : `${Math.floor(s / 86_400)} ${w.d}`;
}

/** Rounded up, so that it never reads shorter than it is: `45 s`, `2 min`, `1 h 5 min`. */
export function remainingText(ms: number): string {
  const w = wardWords.value;
  const s = Math.max(0, Math.ceil(ms / 1000));
  if (s < 60) return `${s} ${w.s}`;
  const min = Math.ceil(s / 60);
  if (min < 60) return `${min} ${w.min}`;
  return min % 60 === 0 ? `${min / 60} ${w.h}` : `${Math.floor(min / 60)} ${w.h} ${min % 60} ${w.min}`;
}

/** `SpO₂ low`, `Signal lost SpO₂`, or the family's own name in words. */
export function familyText(family: string): string {
  const vital = vitalOf(family);
  const label = vital === null ? null : wardWords.value.label[vital];
  const [name = '', of] = family.split(':');
  const known = wardWords.value.family[name];
  if (known !== undefined) return [known, label ?? of].filter(Boolean).join(' ');
  if (isSignalLost(family)) return [wardWords.value.signalLost, label].filter(Boolean).join(' ');
  const kind = /_(LOW|HIGH|RISE)$/.exec(family)?.[1] as 'LOW' | 'HIGH' | 'RISE' | undefined;
  if (label !== null && kind !== undefined) return `${label} ${wardWords.value.kind[kind]}`;
  return family.replaceAll('_', ' ').replaceAll(':', ' ');
}

/** What NEWS2 says where a single part, and not the total, decides. */
const SINGLE_3 = 'a single 3';

/** `≥ 5`: a limit as the log has it, in the language of the page. */
export function limitText(limit: string): string {
  return limit === SINGLE_3 ? wardWords.value.single3 : limit.replace('>=', '≥').replace('<=', '≤');
}

/** `89 < 90`: a value against its limit, as far as there are any. */
export function againstText(value: string | null, limit: string | null): string {
  return [value, limit && limitText(limit)].filter(Boolean).join(' ');
}

/** `78 < 80`: the value against the limit it broke; `78 → 86` once it has eased. */
export function breachText({ family, value, limit, worst }: Pick<Alert, 'family' | 'value' | 'limit' | 'worst'>): string {
  if (!isRelief(family, limit)) return againstText(value, limit);
  return [...new Set([worst, value])].filter(Boolean).join(' → ');
}

export const PRIORITY_TEXT = computed(() => wardWords.value.priority);

/** How an alert stands, where space is short. */
export const STANDING_MARK = computed(() => wardWords.value.mark);

export const STANDING_TEXT = computed(() => wardWords.value.standing);
