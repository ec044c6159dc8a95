import { isSignalLost, vitalOf, type Alert, type Standing } from './alerts';
import { NAMING } from './vitals';

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
  const s = Math.max(0, Math.floor(ageMs / 1000));
  if (s < 5) return 'now';
  if (s < 15) return `${s - (s % 5)} s`;
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  return s < 86_400 ? `${Math.floor(s / 3600)} h` : `${Math.floor(s / 86_400)} d`;
}

/** `SpO₂ low`, `Signal lost SpO₂`, or the family's own name in words. */
export function familyText(family: string): string {
  const vital = vitalOf(family);
  const label = vital === null ? null : NAMING[vital].label;
  if (isSignalLost(family)) return label === null ? 'Signal lost' : `Signal lost ${label}`;
  const kind = /_(LOW|HIGH|RISE)$/.exec(family)?.[1]?.toLowerCase();
  if (label !== null && kind !== undefined) return `${label} ${kind === 'rise' ? 'rising' : kind}`;
  return family.replaceAll('_', ' ').replaceAll(':', ' ');
}

/** `78 < 80`: the value against the limit it broke. */
export function breachText(alert: Alert): string {
  const limit = alert.limit?.replace('>=', '≥').replace('<=', '≤') ?? null;
  return [alert.value, limit].filter((part) => part !== null).join(' ');
}

/** The same where space is short. */
export const STANDING_MARK: Readonly<Record<Standing, string>> = {
  active: '', acked: '✓ ack', latched: 'latched', late: 'late data', off: 'alarm off',
};

export const STANDING_TEXT: Readonly<Record<Standing, string>> = {
  active: '',
  acked: 'acknowledged',
  latched: 'over, not acknowledged',
  late: 'found in late data',
  off: 'alarm off: no signal',
};
