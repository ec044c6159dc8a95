import { locale } from '../app/texts';
import { isSameDay } from './groups';
import { chatWords } from './words';

const MINUTE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false });
const DAY_MS = 86_400_000;

/** `12:03`, in the time zone of this screen. */
export function minuteText(ms: number): string {
  return MINUTE.format(ms);
}

/** `Today`, `Yesterday`, or `Monday 16 November 2026`. */
export function dayText(ms: number, now: number): string {
  if (isSameDay(ms, now)) return chatWords.value.today;
  if (isSameDay(ms, now - DAY_MS)) return chatWords.value.yesterday;
  return new Intl.DateTimeFormat(locale.value, {
    weekday: 'long', day: 'numeric', month: 'long', ...(isSameYear(ms, now) ? {} : { year: 'numeric' }),
  }).format(ms);
}

/** `12:03` today, the day before. */
export function shortText(ms: number, now: number): string {
  if (isSameDay(ms, now)) return minuteText(ms);
  return isSameDay(ms, now - DAY_MS) ? chatWords.value.yesterday
    : new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short' }).format(ms);
}

function isSameYear(one: number, other: number): boolean {
  return new Date(one).getFullYear() === new Date(other).getFullYear();
}
