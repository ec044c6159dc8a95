import { shallowRef } from 'vue';
import { need, type Alert } from '../ward/alerts';
import type { BedView } from '../ward/bed';
import type { Ward } from '../ward/ward';
import { held } from './hold';

/** An open alert, whose it is, and through which of my wards or patients it is known. */
export interface Entry {
  readonly alert: Alert;
  readonly bed: BedView;
  readonly ward: Ward;
}

/** Somebody who has not moved for so long does not hold the list any more. */
export const HOLD_MS = 10_000;
/** Nobody reads and presses within this time: what changed under the finger just now was not meant. */
export const SUDDEN_MS = 400;

/** Most needed first: priority, then whether nobody knows, then who has waited longest. */
export function byWaiting(a: Alert, b: Alert): number {
  return need(b) - need(a) || b.tier - a.tier || (a.raisedAt ?? 0) - (b.raisedAt ?? 0) || (a.alertId < b.alertId ? -1 : 1);
}

/** Every open alert of these once, most needed first. */
export function entriesOf(wards: Iterable<Ward>): Entry[] {
  const entries = new Map<string, Entry>();
  for (const ward of wards) {
    for (const patient of ward.order.value) {
      const bed = ward.bed(patient)?.view.value;
      for (const alert of bed?.alerts ?? []) entries.set(alert.alertId, { alert, bed: bed!, ward });
    }
  }
  return [...entries.values()].sort((a, b) => byWaiting(a.alert, b.alert));
}

/** A row of the list: one that has `gone` was open when the list was last sorted. */
export interface Line extends Entry {
  readonly gone: boolean;
}

/**
 * The list as it is shown. While somebody points at it or has the keyboard in it, nothing changes its place; it is
 * sorted again when they let go, have not moved for a while, or ask for it.
 */
export class Inbox {
  readonly lines = shallowRef<readonly Line[]>([]);
  /** What would change if the list was sorted now. */
  readonly changes = shallowRef(0);
  private readonly known = new Map<string, Entry>();
  private entries: readonly Entry[] = [];
  private heldUntil = 0;
  /** What stands in each place, which time it sounds, and since when. */
  private readonly steady = new Map<string, { place: number; soundedAt: number; since: number }>();

  update(entries: readonly Entry[], nowMs: number): void {
    this.entries = entries;
    for (const entry of entries) this.known.set(entry.alert.alertId, entry);
    this.arrange(nowMs);
  }

  /** Somebody is at it. */
  hold(nowMs: number): void {
    this.heldUntil = nowMs + HOLD_MS;
  }

  /** Nobody is at it any more, or they want it sorted. */
  release(nowMs: number): void {
    this.heldUntil = 0;
    this.arrange(nowMs);
  }

  /** Whether an alert has long enough been where it is, as it is, to be what somebody meant. */
  isSteady(alertId: string, nowMs: number): boolean {
    const one = this.steady.get(alertId);
    return one !== undefined && nowMs - one.since >= SUDDEN_MS;
  }

  /** Everything has moved on the screen. */
  shake(nowMs: number): void {
    for (const [id, one] of this.steady) this.steady.set(id, { ...one, since: nowMs });
  }

  private arrange(nowMs: number): void {
    const wanted = this.entries.map(({ alert }) => alert.alertId);
    const shown = this.lines.value.map(({ alert }) => alert.alertId);
    const { order, changes } = nowMs < this.heldUntil ? held(shown, wanted) : { order: wanted, changes: 0 };
    const open = new Set(wanted);
    this.lines.value = order.flatMap((id) => {
      const entry = this.known.get(id);
      return entry ? [{ ...entry, gone: !open.has(id) }] : [];
    });
    this.changes.value = changes;
    this.settle(nowMs);
  }

  private settle(nowMs: number): void {
    this.lines.value.forEach(({ alert: { alertId, soundedAt } }, place) => {
      const before = this.steady.get(alertId);
      if (before?.place !== place || before.soundedAt !== soundedAt) {
        this.steady.set(alertId, { place, soundedAt, since: nowMs });
      }
    });
    const shown = new Set(this.lines.value.map(({ alert }) => alert.alertId));
    for (const id of this.known.keys()) {
      if (shown.has(id)) continue;
      this.known.delete(id);
      this.steady.delete(id);
    }
  }
}
