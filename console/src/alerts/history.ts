import type { Item } from '@wardstream/client';
import { PRIORITY, type Priority } from '../ward/alerts';
import { isInactivation } from '../ward/inactivation';
import { isObject, timeOf } from '../ward/vitals';

/** One step in the life of an alert, as the log has it. */
export interface Moment {
  /** Its position. */
  readonly at: string;
  readonly alertId: string;
  readonly patient: string;
  readonly family: string;
  readonly seq: number;
  readonly type: string;
  /** After the step; null when the condition has gone. */
  readonly priority: Priority | null;
  /** When the condition was so, or somebody acted. */
  readonly time: number;
  readonly emittedAt: number;
  readonly value: string | null;
  readonly limit: string | null;
  readonly by: string | null;
  readonly note: string | null;
  readonly tier: number;
  readonly occurrence: number;
  readonly isOpen: boolean;
  readonly isLatched: boolean;
  readonly isLate: boolean;
  readonly isSuppressed: boolean;
}

/** The life of one alert, as far as it was read. */
export interface Life {
  readonly alertId: string;
  readonly patient: string;
  readonly family: string;
  /** In order. */
  readonly moments: readonly Moment[];
  /** The highest it had. */
  readonly priority: Priority;
  readonly raisedAt: number;
  /** Its beginning was read. */
  readonly isWhole: boolean;
  /** When it was closed for good; null while it is open. */
  readonly closedAt: number | null;
  /** Who acknowledged or closed it; null when it ended by itself. */
  readonly by: string | null;
  /** Nobody acknowledged it before it ended. */
  readonly wasMissed: boolean;
  /** The value furthest from normal. */
  readonly worst: Moment;
}

const WEIGHT: Readonly<Record<Priority, number>> = { LOW: 1, MEDIUM: 2, HIGH: 3 };
const RECEIPTS: ReadonlySet<string> = new Set(['DELIVERED', 'SEEN']);

/** The step an event tells of; nothing from what is a pause or an alarm-off. */
export function momentOf({ at, data }: Item): Moment[] {
  if (!isObject(data) || typeof data.type !== 'string' || isInactivation(String(data.family))) return [];
  const text = (value: unknown): string | null =>
    (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null);
  const emittedAt = timeOf(data.emittedAt) ?? 0;
  return [{
    at, emittedAt,
    alertId: String(data.alertId), patient: String(data.patient), family: String(data.family),
    seq: typeof data.seq === 'number' ? data.seq : 0,
    type: data.type,
    priority: PRIORITY[String(data.severity)] ?? null,
    time: timeOf(data.eventTime) ?? emittedAt,
    value: text(data.value), limit: text(data.limit), by: text(data.by), note: text(data.note),
    tier: typeof data.tier === 'number' ? data.tier : 0,
    occurrence: typeof data.occurrence === 'number' ? data.occurrence : 1,
    isOpen: data.open !== false,
    isLatched: data.latched === true,
    isLate: data.retrospective === true,
    isSuppressed: data.suppressed === true,
  }];
}

/** Steps by alert, each once and in order, however they came. */
export class Lives {
  private readonly byAlert = new Map<string, Map<number, Moment>>();

  /** The newest time among them; null when none was new. */
  take(items: readonly Item[]): number | null {
    let newest: number | null = null;
    for (const moment of items.flatMap(momentOf)) {
      const life = this.byAlert.get(moment.alertId) ?? new Map<number, Moment>();
      this.byAlert.set(moment.alertId, life.set(moment.seq, moment));
      newest = Math.max(newest ?? 0, moment.emittedAt);
    }
    return newest;
  }

  of(alertId: string): Life | null {
    const moments = [...(this.byAlert.get(alertId)?.values() ?? [])].sort((a, b) => a.seq - b.seq);
    return moments.length === 0 ? null : lifeOf(moments as [Moment, ...Moment[]]);
  }

  /** Those that are over, the last one first. */
  closed(): Life[] {
    return [...this.byAlert.keys()].map((id) => this.of(id)!)
      .filter((life) => life.closedAt !== null)
      .sort((a, b) => b.closedAt! - a.closedAt! || (a.alertId < b.alertId ? -1 : 1));
  }
}

function lifeOf(moments: readonly [Moment, ...Moment[]]): Life {
  const [first] = moments;
  const last = moments.at(-1)!;
  // A receipt may be told after the end, and then still tells that it is closed.
  const end = last.isOpen ? null : moments.findLast((one, i) => !RECEIPTS.has(one.type) && (moments[i - 1]?.isOpen ?? true)) ?? last;
  const hands = moments.filter((one) => (one.type === 'ACKED' || one.type === 'CLOSED') && one.by !== null);
  const priorities = moments.flatMap((one) => one.priority ?? []).sort((a, b) => WEIGHT[b] - WEIGHT[a]);
  return {
    moments, alertId: first.alertId, patient: first.patient, family: first.family,
    priority: priorities[0] ?? 'HIGH',
    raisedAt: first.time,
    isWhole: first.type === 'RAISED' && first.occurrence === 1,
    closedAt: end === null ? null : end.emittedAt,
    by: hands.at(-1)?.by ?? null,
    wasMissed: end !== null && hands.length === 0,
    worst: worstOf(moments),
  };
}

/** By priority first: a value at which nothing was decided any more says little. */
function worstOf(moments: readonly [Moment, ...Moment[]]): Moment {
  const weight = (one: Moment): number => (one.value === null || one.type === 'CLEARED' ? 0 : one.priority ? WEIGHT[one.priority] : 0);
  return moments.reduce((worst, one) => {
    if (weight(one) !== weight(worst)) return weight(one) > weight(worst) ? one : worst;
    const isLow = one.limit?.trim().startsWith('<') ?? false;
    const further = isLow ? Number(one.value) < Number(worst.value) : Number(one.value) > Number(worst.value);
    return further ? one : worst;
  });
}

/** Steps worth a line: of receipts in a row, of which each console may give one, the first of each kind. */
export function told(moments: readonly Moment[]): Moment[] {
  let since = new Set<string>();
  return moments.filter((one) => {
    if (!RECEIPTS.has(one.type)) {
      since = new Set();
      return true;
    }
    const key = `${one.type} ${one.by}`;
    if (since.has(key)) return false;
    since.add(key);
    return true;
  });
}
