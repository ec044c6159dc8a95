import { locale } from '../app/texts';
import { againstText, clockText, familyText, offsetText, PRIORITY_TEXT } from '../ward/text';
import type { Vital } from '../ward/vitals';
import { wardWords } from '../ward/words';
import type { ChartKind, Drawn } from './charts';
import type { Episode } from './episodes';
import { lowest } from './samples';
import type { Latest } from './patient';
import type { Span } from './span';
import { patientWords } from './words';

const MIN_MS = 60_000;
const H_MS = 60 * MIN_MS;
const DAY_MS = 24 * H_MS;

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : locale.value, options);
}

/** `21 Nov`, in the language of the page. */
export function dateText(ms: number): string {
  return format({ day: 'numeric', month: 'short' }).format(ms);
}

/** `21 Nov 2026`. */
export function dayText(ms: number): string {
  return format({ day: 'numeric', month: 'short', year: 'numeric' }).format(ms);
}

/** `21 Nov 12:03:07`. */
export function stampText(ms: number): string {
  return `${dateText(ms)} ${clockText(ms)}`;
}

/** What stands below a chart, as fine as its length allows. */
export function axisText(ms: number, lengthMs: number): string {
  const clock = clockText(ms);
  if (lengthMs > 2 * DAY_MS) return clock.startsWith('00:00') ? dateText(ms) : `${dateText(ms)} ${clock.slice(0, 5)}`;
  return lengthMs <= 10 * MIN_MS ? clock : clock.slice(0, 5);
}

/** `15 min`, `6 h`, `7 d`. */
export function lengthText(ms: number): string {
  const w = wardWords.value;
  if (ms < H_MS) return `${Math.round(ms / MIN_MS)} ${w.min}`;
  return ms < 2 * DAY_MS ? `${Math.round(ms / H_MS)} ${w.h}` : `${Math.round(ms / DAY_MS)} ${w.d}`;
}

export function spanText({ fromMs, toMs, live }: Span): string {
  const sameDay = new Date(fromMs).toDateString() === new Date(toMs).toDateString();
  const end = live ? patientWords.value.now : `${sameDay ? '' : `${dateText(toMs)} `}${clockText(toMs).slice(0, 5)}`;
  return `${dateText(fromMs)} ${clockText(fromMs).slice(0, 5)} – ${end} (${offsetText(toMs)})`;
}

export function chartTitle(kind: ChartKind): string {
  return kind.key === 'bp' ? patientWords.value.bloodPressure : wardWords.value.label[kind.vitals[0]];
}

/** At most one decimal, and only where there is one. */
export function numberText(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(Math.round(value * 10) / 10);
}

/** What the crosshair says: `12:03:07 72`, of a minute `mean 72 (68–75), 41 of 60 s`. */
export function readoutText(
  kind: ChartKind, { minutes }: Drawn, values: readonly (number | null)[], ms: number,
): string {
  const [first, second, third] = values;
  const clock = clockText(ms).slice(0, minutes ? 5 : 8);
  if (values.every((value) => value === null)) return `${clock} ${patientWords.value.nothing}`;
  if (kind.vitals.length === 2) return `${clock} ${numberText(first)}/${numberText(second)}`;
  if (minutes === null) return `${clock} ${numberText(first)}`;
  const i = lowest(minutes.s, ms / 1000 - 30);
  const covered = minutes.covered[i] ?? 0;
  const part = covered > 0 && covered < 60 ? ` · ${patientWords.value.covered(covered)}` : '';
  return `${clock} ${numberText(first)} (${numberText(second)}–${numberText(third)})${part}`;
}

export function newestText(kind: ChartKind, latest: ReadonlyMap<Vital, Latest>): string {
  const texts = kind.vitals.map((vital) => latest.get(vital)?.text ?? null);
  if (texts.every((text) => text === null)) return '';
  return texts.map((text) => (text === null ? '–' : numberText(Number(text)))).join('/');
}

export function episodeTimes({ fromMs, toMs, older }: Episode): string {
  const from = `${older ? `${patientWords.value.before} ` : ''}${stampText(fromMs)}`;
  return `${from} – ${toMs === null ? patientWords.value.stillOpen : clockText(toMs)}`;
}

/** An episode in one line, for those who hear it. */
export function episodeText(one: Episode): string {
  return `${PRIORITY_TEXT.value[one.priority]} ${familyText(one.family)} ${againstText(one.value, one.limit)}, ${episodeTimes(one)}`;
}
