import { isObject, objectsIn, timeOf, vitalNamed, type Vital } from './vitals';

export type Priority = 'HIGH' | 'MEDIUM' | 'LOW';

/**
 * How an alert stands: `active` (nobody has acknowledged it), `acked`, `latched` (the condition
 * has gone, unacknowledged, so it stays), `late` (found in old data and not yet annunciated) or
 * `off` (its family is switched off for this patient: shown, no signal).
 */
export type Standing = 'active' | 'acked' | 'latched' | 'late' | 'off';

/** Readings that made a decision: positions `first`..`last` of one partition. */
export interface Positions {
  readonly topic: string;
  readonly partition: number;
  readonly first: string;
  readonly last: string;
}

/** An open alert, folded from the snapshot and the events after it. */
export interface Alert {
  readonly alertId: string;
  readonly patient: string;
  readonly family: string;
  /** Highest severity that still needs attention; a latched alert keeps the one it had. */
  readonly priority: Priority;
  readonly standing: Standing;
  readonly seq: number;
  /** `seq` of the event that made it sound last. */
  readonly soundedAt: number;
  /** A console has confirmed it since. */
  readonly delivered: boolean;
  /** Somebody has had it on a screen since. */
  readonly seen: boolean;
  /** The platform counts it to what an audio pause mutes. */
  readonly audioPaused: boolean;
  /** The signal of its vital is lost: it may have ended unseen. */
  readonly stale: boolean;
  readonly occurrence: number;
  readonly raisedAt: number | null;
  readonly changedAt: number | null;
  readonly value: string | null;
  readonly worst: string | null;
  readonly limit: string | null;
  readonly by: string | null;
  readonly tier: number;
  readonly ruleSet: string | null;
  readonly readings: readonly Positions[];
}

type Json = Readonly<Record<string, unknown>>;

/** Of a severity, as it is shown: LOW_MEDIUM, of NEWS2 alone, is a LOW that looks like any other. */
export const PRIORITY: Readonly<Record<string, Priority>> = {
  LOW: 'LOW', LOW_MEDIUM: 'LOW', MEDIUM: 'MEDIUM', HIGH: 'HIGH',
};
const WEIGHT: Readonly<Record<Priority, number>> = { LOW: 1, MEDIUM: 2, HIGH: 3 };

/**
 * The open alert after `item`, an instance or an event, given what was known about it; null when
 * it is closed. An item at or below the known `seq` changes nothing.
 */
export function folded(known: Alert | undefined, item: Json): Alert | null {
  const seq = typeof item.seq === 'number' ? item.seq : 0;
  if (known && seq <= known.seq) return known;
  if (item.open === false) return null;
  const latched = item.latched === true;
  // Only an episode that reached HIGH latches, so a latched alert with nothing known was HIGH.
  const now = PRIORITY[String(item.severity)];
  const priority = now ?? (latched ? (known?.priority ?? 'HIGH') : undefined);
  if (priority === undefined) return null;
  return {
    ...identity(item),
    ...why(known, item),
    ...receipts(known, item, seq),
    priority,
    seq,
    standing: latched ? 'latched' : standing(item, known),
    raisedAt: timeOf(item.raisedAt) ?? known?.raisedAt ?? timeOf(item.eventTime),
    changedAt: timeOf(item.changedAt) ?? timeOf(item.eventTime),
    by: item.acked === true ? ackedBy(known, item) : null,
    audioPaused: item.audioPaused === true,
    stale: item.stale === true,
  };
}

function ackedBy(known: Alert | undefined, item: Json): string | null {
  const now = text(item.ackedBy) ?? (item.type === 'ACKED' ? text(item.by) : null);
  return now ?? known?.by ?? (item.type === undefined ? text(item.by) : null);
}

/** What sounds anew is undelivered and unseen again; an instance tells how it stands. */
function receipts(known: Alert | undefined, item: Json, seq: number) {
  const { type } = item;
  const sounds = type === 'RAISED' || type === 'ESCALATED' || item.annunciated === true;
  const before = sounds ? undefined : known;
  return {
    soundedAt: before?.soundedAt ?? (typeof item.soundedSeq === 'number' && item.soundedSeq > 0 ? item.soundedSeq : seq),
    delivered: type === 'DELIVERED' || text(item.deliveredAt) !== null || (before?.delivered ?? false),
    seen: type === 'SEEN' || text(item.seenAt) !== null || (before?.seen ?? false),
  };
}

function standing(item: Json, known: Alert | undefined): Standing {
  if (item.acked === true) return 'acked';
  const stillLate = known === undefined || known.standing === 'late';
  return item.retrospective === true && item.annunciated !== true && stillLate ? 'late' : 'active';
}

function identity(item: Json) {
  return {
    alertId: String(item.alertId),
    patient: String(item.patient),
    family: String(item.family),
    occurrence: typeof item.occurrence === 'number' ? item.occurrence : 1,
    tier: typeof item.tier === 'number' ? item.tier : 0,
    ruleSet: isObject(item.ruleSet) ? `${item.ruleSet.id} v${item.ruleSet.version}` : null,
  };
}

function why(known: Alert | undefined, item: Json) {
  const readings = objectsIn(item.readings).map(positions);
  const limit = text(item.limit) ?? known?.limit ?? null;
  const value = text(item.value) ?? known?.value ?? null;
  return {
    value,
    limit,
    worst: text(item.worst) ?? worse(known?.worst ?? null, value, limit, String(item.family)),
    readings: readings.length > 0 ? readings : (known?.readings ?? []),
  };
}

function positions(range: Json): Positions {
  return {
    topic: String(range.topic),
    partition: Number(range.partition),
    first: String(range.first),
    last: String(range.last),
  };
}

/** Whether a limit is the one that eases a family, not the one it broke: an alert that became less severe names it. */
export function isRelief(family: string, limit: string | null): boolean {
  const below = limit?.trim().startsWith('<') ?? false;
  return limit !== null && (family.endsWith('_LOW') ? !below : below && /_(HIGH|RISE)$|^SIGNAL_LOST/.test(family));
}

function worse(a: string | null, b: string | null, limit: string | null, family: string): string | null {
  if (a === null || b === null) return b ?? a;
  const low = (limit?.trim().startsWith('<') ?? false) !== isRelief(family, limit);
  return (low ? Number(b) < Number(a) : Number(b) > Number(a)) ? b : a;
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** How much an alert needs somebody: severity first, then whether anybody knows. */
export function need(alert: Alert): number {
  if (alert.standing === 'late' || alert.standing === 'off') return 1;
  return WEIGHT[alert.priority] * 2 + (alert.standing === 'acked' ? 0 : 1);
}

/** Most needed first; among equals the newer. */
export function byNeed(a: Alert, b: Alert): number {
  return need(b) - need(a) || (b.changedAt ?? 0) - (a.changedAt ?? 0) || b.seq - a.seq;
}

/** The vital that a family watches; null for a family of none or several. */
export function vitalOf(family: string): Vital | null {
  const series = family.split(':')[1];
  return vitalNamed(series ?? family.replace(/_(LOW|HIGH|RISE)$/, ''));
}

export function isSignalLost(family: string): boolean {
  return family.startsWith('SIGNAL_LOST');
}

/** All positions of a range as `topic/partition/offset`, or the range when there are many. */
export function positionText(p: Positions): string {
  const first = `${p.topic}/${p.partition}/${p.first}`;
  return p.first === p.last ? first : `${first} … ${p.last}`;
}
