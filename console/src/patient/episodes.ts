import { PRIORITY, vitalOf, type Alert, type Priority } from '../ward/alerts';
import { isInactivation } from '../ward/inactivation';
import { timeOf, type Vital } from '../ward/vitals';
import type { Span } from './span';

type Json = Readonly<Record<string, unknown>>;

/** A part of an episode at one priority; without an end while it lasts. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly priority: Priority;
}

/** One time that an alert's condition held, on the time line of what was measured. */
export interface Episode {
  readonly key: string;
  readonly alertId: string;
  readonly family: string;
  readonly vital: Vital | null;
  readonly fromMs: number;
  readonly toMs: number | null;
  /** It had begun before what was read: the beginning shown is the first that is known. */
  readonly older: boolean;
  /** The highest it reached. */
  readonly priority: Priority;
  readonly stretches: readonly Stretch[];
  readonly value: string | null;
  readonly limit: string | null;
  readonly acked: boolean;
}

const WEIGHT: Readonly<Record<Priority, number>> = { LOW: 1, MEDIUM: 2, HIGH: 3 };

export function higher(a: Priority, b: Priority): Priority {
  return WEIGHT[a] >= WEIGHT[b] ? a : b;
}

/** The alert episodes of one patient, from the events of their alerts in order. */
export class Episodes {
  private readonly open = new Map<string, Episode>();
  private readonly seqs = new Map<string, number>();
  private ended: Episode[] = [];

  take(event: Json): void {
    const alertId = String(event.alertId);
    const at = timeOf(event.eventTime);
    const seq = typeof event.seq === 'number' ? event.seq : 0;
    if (at === null || isInactivation(String(event.family)) || seq <= (this.seqs.get(alertId) ?? -1)) return;
    this.seqs.set(alertId, seq);
    const priority = PRIORITY[String(event.severity)];
    const known = this.open.get(alertId);
    if (priority === undefined || event.open === false) {
      if (known) this.end(known, at);
    } else {
      this.open.set(alertId, known ? continued(known, event, priority, at) : begun(event, priority, at));
    }
  }

  /** An alert that is known to be open, which may have begun before anything that was read. */
  takeOpen(alert: Alert): void {
    const known = this.open.get(alert.alertId);
    const since = alert.raisedAt;
    if (since === null || alert.standing === 'latched' || (known && known.fromMs <= since)) return;
    if (known) {
      const [first, ...rest] = known.stretches;
      this.open.set(alert.alertId, {
        ...known, fromMs: since, older: false, stretches: first ? [{ ...first, fromMs: since }, ...rest] : [],
      });
    } else if (!this.seqs.has(alert.alertId)) {
      const { alertId, family, priority, worst: value, limit } = alert;
      this.open.set(alertId, {
        key: `${alertId} ${since}`, alertId, family, vital: vitalOf(family), fromMs: since, toMs: null, older: false,
        priority, stretches: [{ fromMs: since, toMs: null, priority }], value, limit, acked: alert.standing === 'acked',
      });
    }
  }

  /** Those that touch a span, in order of their beginning. */
  within({ fromMs, toMs }: Pick<Span, 'fromMs' | 'toMs'>): Episode[] {
    return [...this.ended, ...this.open.values()]
      .filter((one) => one.fromMs <= toMs && (one.toMs ?? Number.POSITIVE_INFINITY) >= fromMs)
      .sort((a, b) => a.fromMs - b.fromMs);
  }

  forgetBefore(ms: number): void {
    this.ended = this.ended.filter((one) => one.toMs === null || one.toMs >= ms);
  }

  private end(episode: Episode, at: number): void {
    this.open.delete(episode.alertId);
    this.ended.push({ ...episode, toMs: at, stretches: closed(episode.stretches, at) });
  }
}

function begun(event: Json, priority: Priority, at: number): Episode {
  const family = String(event.family);
  return {
    key: `${String(event.alertId)} ${at}`, alertId: String(event.alertId), family, vital: vitalOf(family),
    fromMs: at, toMs: null, older: event.type !== 'RAISED', priority,
    stretches: [{ fromMs: at, toMs: null, priority }],
    value: text(event.value), limit: text(event.limit), acked: event.acked === true,
  };
}

function continued(known: Episode, event: Json, priority: Priority, at: number): Episode {
  const same = known.stretches.at(-1)?.priority === priority;
  return {
    ...known,
    priority: higher(known.priority, priority),
    stretches: same ? known.stretches
      : [...closed(known.stretches, at), { fromMs: at, toMs: null, priority }],
    value: text(event.value) ?? known.value,
    limit: text(event.limit) ?? known.limit,
    acked: event.acked === true,
  };
}

function closed(stretches: readonly Stretch[], at: number): Stretch[] {
  return stretches.map((one) => (one.toMs === null ? { ...one, toMs: Math.max(at, one.fromMs) } : one));
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What stands at one place of a chart's edge: an episode, or several too near to tell apart. */
export interface Mark {
  readonly key: string;
  /** From 0 to 1 along the span. */
  readonly place: number;
  readonly priority: Priority;
  readonly episodes: readonly Episode[];
}

/** Marks of a span that is `width` px wide, none nearer to the one before than `least`. */
export function marksOf(
  episodes: readonly Episode[], span: Pick<Span, 'fromMs' | 'toMs'>, width: number, least = 28,
): Mark[] {
  const length = span.toMs - span.fromMs;
  const marks: Mark[] = [];
  for (const episode of [...episodes].sort((a, b) => a.fromMs - b.fromMs)) {
    const place = Math.min(1, Math.max(0, (episode.fromMs - span.fromMs) / length));
    const before = marks.at(-1);
    if (before && (place - before.place) * width < least) {
      marks[marks.length - 1] = {
        ...before, priority: higher(before.priority, episode.priority), episodes: [...before.episodes, episode],
      };
    } else {
      marks.push({ key: episode.key, place, priority: episode.priority, episodes: [episode] });
    }
  }
  return marks;
}
